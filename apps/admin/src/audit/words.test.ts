import { expect, test } from "vitest";
import { detailsOf, placeOf, verbOf } from "./words.ts";

test("actions read as sentences, unknown ones in their own words", () => {
  expect(verbOf("post.published")).toBe("published");
  expect(verbOf("comment.marked_spam")).toBe("marked as spam a comment on");
  expect(verbOf("webhook.sent_again")).toBe("sent again the webhook");
});

test("a line leads to its record, unless that is gone", () => {
  const line = { action: "post.updated", entity: "post", entityId: "1" };
  expect(placeOf(line)).toBe("/posts/1");
  expect(placeOf({ ...line, action: "post.deleted" })).toBeNull();
  expect(placeOf({ action: "user.signed_in", entity: "user", entityId: "2" })).toBeNull();
});

test("details are words, whatever they hold", () => {
  expect(
    detailsOf({ postsMoved: 3, from: null, tags: ["a", "b"], open: false, deep: { a: 1 } }),
  ).toEqual([
    { name: "Posts moved", value: "3" },
    { name: "From", value: "–" },
    { name: "Tags", value: "a, b" },
    { name: "Open", value: "false" },
    { name: "Deep", value: '{"a":1}' },
  ]);
});
