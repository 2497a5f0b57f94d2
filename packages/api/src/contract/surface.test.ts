import { describe, expect, test } from "vitest";
import { appRouter } from "../root.ts";
import { readSurfaces, type Schema } from "./surface.ts";

const { trpc, rest } = readSurfaces();

/** Every schema inside a schema. */
function* within(schema: unknown): Generator<Schema> {
  if (typeof schema !== "object" || schema === null) return;
  yield schema as Schema;
  for (const inner of Object.values(schema)) yield* within(inner);
}

describe("what the API promises", () => {
  test("names every procedure, streams too", () => {
    expect(Object.keys(trpc).toSorted()).toEqual(Object.keys(appRouter._def.procedures).toSorted());
    expect(trpc["post.list"]).toMatchObject({ type: "query", access: "public" });
    expect(trpc["post.create"]).toMatchObject({ type: "mutation", access: "author" });
  });

  test("says what an address takes, where, and how it answers", () => {
    expect(rest["POST /posts/{id}/publish"]).toMatchObject({
      access: "author",
      places: { id: "path" },
      input: { required: ["id"] },
    });
    expect(rest["GET /posts"]).toMatchObject({ status: 200, places: { limit: "query" } });
    expect(rest["POST /posts"]).toMatchObject({ status: 201, idempotent: true });
    expect(rest["DELETE /posts/{id}"]).toMatchObject({ status: 204, output: null });
  });

  test("is data that a file can hold", () => {
    const text = JSON.stringify({ trpc, rest });
    expect(JSON.parse(text)).toEqual({ trpc, rest });
    const dates = [...within(trpc)].filter(({ format }) => format === "date-time");
    expect(dates.length).toBeGreaterThan(10);
    expect(new Set(dates.map(({ type }) => type))).toEqual(new Set(["string"]));
  });
});
