import { expect, test } from "vitest";
import { readAuditQuery } from "./query.ts";

const id = "01a1fb9c-f004-777e-97b2-2fce65887e37";

test("one filter counts, the narrowest", () => {
  expect(readAuditQuery({ entity: "post", actorId: id, entityId: id })).toEqual({ entityId: id });
  expect(readAuditQuery({ entity: "post", actorId: id })).toEqual({ actorId: id });
  expect(readAuditQuery({ entity: "post", cursor: "abc" })).toEqual({
    entity: "post",
    cursor: "abc",
  });
});

test("nonsense counts for nothing", () => {
  expect(readAuditQuery({ entity: "Post!", actorId: "me" })).toEqual({});
  expect(readAuditQuery({ entity: ["post", "tag"] })).toEqual({ entity: "post" });
});
