import { expect, test } from "vitest";
import { byPrevious, linksIn, nextOf, saidOf, shiftCounts } from "./decision.ts";

const by = (name: string) => ({
  author: {
    id: "1",
    name,
    handle: "x",
    email: "x@example.com",
    role: "reader" as const,
    banned: false,
    createdAt: new Date(0),
    approvedCount: 0,
    refusedCount: 0,
  },
});

test("what was done is said with a name for one and a figure for several", () => {
  expect(saidOf("approve", [by("Dana Frisket")])).toBe("Approved Dana Frisket’s comment");
  expect(saidOf("spam", [by("A"), by("B")])).toBe("Marked 2 comments as spam");
  expect(saidOf("delete", [{ author: null }])).toBe("Deleted the comment");
});

test("the next comment down is read, and at the end the one before", () => {
  const ids = ["a", "b", "c", "d"];
  expect(nextOf(ids, "b", new Set(["b"]))).toBe("c");
  expect(nextOf(ids, "b", new Set(["b", "c"]))).toBe("d");
  expect(nextOf(ids, "d", new Set(["d"]))).toBe("c");
  expect(nextOf(ids, "d", new Set(["c", "d"]))).toBe("b");
  expect(nextOf(ids, null, new Set(["a"]))).toBe("b");
});

test("who is read stays while others leave, and nothing is read when all have left", () => {
  expect(nextOf(["a", "b"], "a", new Set(["b"]))).toBe("a");
  expect(nextOf(["a", "b"], "a", new Set(["a", "b"]))).toBeNull();
  expect(nextOf([], null, new Set())).toBeNull();
});

test("figures move with the comments and never fall below nought", () => {
  const counts = { pending: 2, approved: 5, spam: 0, deleted: 0 };
  expect(shiftCounts(counts, "pending", "approved", 2)).toMatchObject({ pending: 0, approved: 7 });
  expect(shiftCounts(counts, "pending", "spam", 3)).toMatchObject({ pending: 0, spam: 3 });
  expect(shiftCounts(counts, "spam", "spam", 3)).toEqual(counts);
});

test("an undo knows where each comment was", () => {
  const groups = byPrevious([
    { id: "a", status: "approved", previous: "pending" },
    { id: "b", status: "approved", previous: "spam" },
    { id: "c", status: "approved", previous: "pending" },
  ]);
  expect([...groups]).toEqual([
    ["pending", ["a", "c"]],
    ["spam", ["b"]],
  ]);
});

test("links are counted, other elements are not", () => {
  expect(linksIn('<p>a <a rel="ugc" href="/x">b</a> <a href="/y">c</a> <abbr>d</abbr></p>')).toBe(
    2,
  );
  expect(linksIn("<p>none</p>")).toBe(0);
});
