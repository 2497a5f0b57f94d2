import { expect, test } from "vitest";
import { type CommentNode, nest, type ShownComment, withWaiting } from "./thread-tree.ts";

const comment = (
  id: string,
  depth: number,
  parentId: string | null = null,
  status: ShownComment["status"] = "approved",
): ShownComment => ({
  id,
  depth,
  parentId,
  status,
  postId: "post",
  html: "",
  createdAt: new Date(0),
  author: null,
});
const thread = (top: ShownComment, ...replies: ShownComment[]) => ({
  ...top,
  replies,
  hasMoreReplies: false,
});
const shape = (nodes: readonly CommentNode[]): unknown[] =>
  nodes.map(({ id, answers }) => (answers.length > 0 ? [id, shape(answers)] : id));

test("depth makes the tree", () => {
  const rows = [
    comment("a", 0),
    comment("b", 1),
    comment("c", 2),
    comment("d", 1),
    comment("e", 0),
  ];
  expect(shape(nest(rows))).toEqual([["a", [["b", ["c"]], "d"]], "e"]);
});

test("a depth that was left out does not lose a comment", () => {
  expect(shape(nest([comment("a", 0), comment("b", 3), comment("c", 3)]))).toEqual([
    ["a", ["b", "c"]],
  ]);
  expect(shape(nest([comment("b", 2), comment("a", 0)]))).toEqual(["b", "a"]);
});

test("one's own waiting comments stand where they will stand", () => {
  const threads = [
    thread(comment("a", 0), comment("b", 1, "a"), comment("c", 1, "a")),
    thread(comment("d", 0)),
  ];
  const waiting = [
    comment("answer", 2, "b", "pending"),
    comment("late", 1, "d", "pending"),
    comment("new", 0, null, "pending"),
  ];
  expect(shape(withWaiting(threads, waiting))).toEqual([
    ["a", [["b", ["answer"]], "c"]],
    ["d", ["late"]],
    "new",
  ]);
});

test("an answer to what is on another page stands at the end", () => {
  expect(
    shape(withWaiting([thread(comment("a", 0))], [comment("x", 2, "elsewhere", "pending")])),
  ).toEqual(["a", "x"]);
});
