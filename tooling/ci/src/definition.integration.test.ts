import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LanguageServer, startLanguageServer } from "./language-server.ts";

// What an editor does for “go to definition”, over the packages' emitted declarations and their maps.

const root = path.resolve(import.meta.dirname, "../../..");
let server: LanguageServer;

beforeAll(async () => {
  server = await startLanguageServer(root);
});

afterAll(() => server[Symbol.asyncDispose]());

/** The line, counted from 1, on which a file defines a name. */
function lineOf(file: string, start: string): number {
  const lines = readFileSync(path.join(root, file), "utf8").split("\n");
  return lines.findIndex((line) => line.startsWith(start)) + 1;
}

const router = "packages/api/src/post/router.ts";

describe("go to definition, from a call", () => {
  test.each([
    ["in a page of the publication", "apps/web/src/app/page.tsx", "post.list", "  list: "],
    ["of one post", "apps/web/src/app/posts/[slug]/page.tsx", "post.bySlug", "  bySlug: "],
    ["of a hook", "apps/admin/src/posts/posts-desk.tsx", "api.post.manage", "  manage: "],
    ["of a query", "apps/cli/src/commands/posts.ts", "client.post.manage", "  manage: "],
    ["of a mutation", "apps/cli/src/commands/posts.ts", "client.post.publish", "  publish: "],
  ])("%s, leads to the procedure's own line", async (_what, file, call, start) => {
    const line = lineOf(router, start);
    expect(line).toBeGreaterThan(0);
    const found = await server.definition(path.join(root, file), call);
    expect(found).toEqual([{ file: path.join(root, router), line }]);
  });

  test("of a feature, leads to where it is named", async () => {
    const found = await server.definition(
      path.join(root, "apps/cli/src/commands/posts.ts"),
      "client.post",
    );
    const file = "packages/api/src/root.ts";
    const line = lineOf(file, "  post: typeof postRouter");
    expect(found).toEqual([{ file: path.join(root, file), line }]);
  });
});
