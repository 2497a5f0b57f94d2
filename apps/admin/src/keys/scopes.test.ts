import { scopes } from "@quoin/api/key/input";
import { expect, test } from "vitest";
import { byFeature, describeScopes } from "./scopes.ts";

test("every scope of the API can be chosen, once", () => {
  const offered = byFeature.flatMap((group) => group.scopes.map(({ scope }) => scope));
  expect(offered.toSorted()).toEqual([...scopes].toSorted());
});

test("scopes read as words", () => {
  expect(describeScopes(null)).toBe("Everything its role may");
  expect(describeScopes(["tag:read", "post:write", "post:read"])).toBe(
    "Posts: read, write; Tags: read",
  );
});
