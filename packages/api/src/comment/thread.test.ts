import fc from "fast-check";
import { expect, test } from "vitest";
import { inReadingOrder, toShown } from "./thread.ts";

const comment = (id: string, parentId: string | null, depth = 0) => ({
  id,
  postId: "post",
  parentId,
  depth,
  html: "",
  status: "approved" as const,
  createdAt: new Date(0),
  author: { name: "Ash", handle: "ash", role: "reader" as const },
});

test("each answer stands below what it answers, earlier ones first", () => {
  const replies = [
    comment("a", "root"),
    comment("b", "root"),
    comment("a1", "a"),
    comment("b1", "b"),
    comment("a2", "a"),
    comment("a1x", "a1"),
  ];
  const ordered = inReadingOrder(comment("root", null), replies);
  expect(ordered.map(({ id }) => id)).toEqual(["a", "a1", "a1x", "a2", "b", "b1"]);
  expect(ordered.map(({ depth }) => depth)).toEqual([1, 2, 3, 2, 1, 2]);
});

test("an answer to a comment that is gone answers the top of the thread", () => {
  const [orphan] = inReadingOrder(comment("root", null), [comment("a1", "a", 2)]);
  expect(orphan).toMatchObject({ parentId: "root", depth: 1 });
});

test("indentation ends at three, and depth has no end", () => {
  const chain = Array.from({ length: 20_000 }, (_, at) =>
    comment(`c${at}`, at === 0 ? "root" : `c${at - 1}`),
  );
  const ordered = inReadingOrder(comment("root", null), chain);
  expect(ordered).toHaveLength(20_000);
  expect(Math.max(...ordered.map(({ depth }) => depth))).toBe(3);
});

test("whatever answers what, every reply is shown once", () => {
  const tree = fc
    .array(fc.nat(30), { maxLength: 30 })
    .map((parents) =>
      parents.map((parent, at) => comment(`c${at}`, parent < at ? `c${parent}` : "root")),
    );
  fc.assert(
    fc.property(tree, (replies) => {
      const ids = inReadingOrder(comment("root", null), replies).map(({ id }) => id);
      expect(ids.toSorted()).toEqual(replies.map(({ id }) => id).toSorted());
      for (const { id, parentId } of replies)
        if (parentId !== "root" && parentId !== null)
          expect(ids.indexOf(parentId)).toBeLessThan(ids.indexOf(id));
    }),
  );
});

test("readers see who writes for the publication, and no role", () => {
  const author = { name: "Robin", handle: "robin", role: "editor" as const };
  const shown = toShown({ ...comment("a", null), author });
  expect(shown.author).toEqual({ name: "Robin", handle: "robin", isAuthor: true });
  expect(toShown({ ...comment("a", null), author: null }).author).toBeNull();
});
