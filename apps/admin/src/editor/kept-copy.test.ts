import fc from "fast-check";
import { expect, test } from "vitest";
import { emptyDraft } from "./draft.ts";
import { chooseCopy, copyKey, type KeptCopy, readCopy, writeCopy } from "./kept-copy.ts";

const copy = (tab: string, at: number): KeptCopy => ({ tab, at, version: 2, draft: emptyDraft });

test("what is kept comes back as it was", () => {
  const text = fc.string({ unit: "binary", maxLength: 20 });
  const texts = fc.array(text, { maxLength: 3 });
  const draft = fc.record({
    title: text,
    slug: text,
    excerpt: text,
    body: text,
    commentsOpen: fc.boolean(),
    categoryIds: texts,
    tags: texts,
    authors: fc.array(fc.record({ id: text, name: text }), { maxLength: 3 }),
    goesOut: text,
  });
  fc.assert(
    fc.property(draft, fc.nat(), fc.nat(), (draft, version, at) => {
      const kept = { tab: "t", version, at, draft };
      expect(readCopy(writeCopy(kept))).toEqual(kept);
      const sent = { ...draft, title: "Before" };
      const more = { ...kept, making: { key: `k${at}`, draft: sent }, unanswered: [sent, draft] };
      expect(readCopy(writeCopy(more))).toEqual(more);
    }),
  );
});

test("anything else in the storage is nothing", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.constant(null)), (text) => {
      expect(() => readCopy(text)).not.toThrow();
    }),
  );
  expect(readCopy('{"tab":"t"}')).toBeNull();
  expect(readCopy("[]")).toBeNull();
  const kept = copy("t", 1);
  for (const making of [null, "k", {}, { key: 1, draft: emptyDraft }, { key: "k", draft: null }])
    expect(readCopy(JSON.stringify({ ...kept, making, unanswered: "x" }))).toEqual(kept);
});

test("a tab goes on with its own copy; a copy of a closed tab is found, of an open one left", () => {
  const copies = [copy("mine", 1), copy("closed", 5), copy("older", 3), copy("open", 9)];
  const held = new Set(["open"]);
  expect(chooseCopy(copies, "mine", held)?.tab).toBe("mine");
  expect(chooseCopy(copies.slice(1), "mine", held)?.tab).toBe("closed");
  expect(chooseCopy([copy("open", 9)], "mine", held)).toBeNull();
});

test("people who share a browser do not share drafts", () => {
  expect(copyKey("ann", "p", "t")).not.toBe(copyKey("bob", "p", "t"));
});
