import type { AnyProcedure } from "@trpc/server";
import { expect, test } from "vitest";
import { appRouter } from "../root.ts";
import { newKey } from "./input.ts";
import { scopeOf, scopes } from "./scopes.ts";

// What tRPC types as a tree is flat: `post.list` and so on.
const procedures = Object.entries<unknown>(appRouter._def.procedures);
const needed = procedures.map(([path, procedure]) =>
  scopeOf(path, (procedure as AnyProcedure)._def.type),
);

test("the scopes are those that some procedure needs, and no others", () => {
  expect([...scopes].toSorted()).toEqual([...new Set(needed)].toSorted());
});

test("a query needs to read, a mutation to write", () => {
  expect(scopeOf("post.list", "query")).toBe("post:read");
  expect(scopeOf("post.publish", "mutation")).toBe("post:write");
  expect(scopeOf("comment.watch", "subscription")).toBe("comment:read");
});

test("a scope that does not exist is refused by its name", () => {
  const draft = { name: "Build", role: "author" };
  const refused = newKey.safeParse({ ...draft, scopes: ["post:read", "post:*"] });
  expect(refused.error?.issues).toMatchObject([
    { path: ["scopes", 1], message: expect.stringMatching(/"post:\*".*post:read/) },
  ]);
  expect(newKey.safeParse({ ...draft, scopes: [] }).success).toBe(false);
  for (const kept of [undefined, null, ["post:read"]])
    expect(newKey.safeParse({ ...draft, scopes: kept }).success).toBe(true);
});
