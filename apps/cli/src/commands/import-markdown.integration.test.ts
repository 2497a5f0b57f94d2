import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
// oxlint-disable-next-line no-restricted-imports -- the publication that the test speaks to
import { type TestApi, test } from "@quoin/api/testing";
import { afterAll, afterEach, beforeAll, expect, vi } from "vitest";
import { clientOf } from "../connection.ts";
import { createTerminal } from "../terminal.ts";
import { importMarkdown } from "./import-markdown.ts";

const url = "http://localhost:3000";
const terminal = createTerminal({ json: true });
const site = new URL("https://example.com/en/blog");
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "quoin-import-"));
  await write("release/v1.0.0.md", "---\ntitle: One\n---\n\nSee [two](./v2.0.0.md#new).");
  await write(
    "release/v2.0.0.md",
    "---\ntitle: Two\naliases: [/old/two]\n---\n\n[One](/blog/release/v1.0.0), [tea](https://example.com/en/blog/tea), `[one](./v1.0.0.md)`.",
  );
  await write("tea/index.md", "---\ntitle: Tea\n---\n\n[Two](/old/two), [none](./nowhere.md).");
  await write("broken.md", "---\ntitle: [\n---\n\n[Tea](./tea/)");
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => vi.unstubAllGlobals());

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

/** An editor's access to a publication, whose requests end at its handler. */
async function open(api: TestApi) {
  const editor = await api.make.user().editor().create();
  const { key } = await api.as(editor).key.create({ name: "cli", role: "editor" });
  vi.stubGlobal("fetch", (input: string, init: RequestInit) =>
    api.handler(new Request(input, init)),
  );
  return clientOf({ url, apiKey: key });
}

test("links between the files of a site lead to the posts, as do its old addresses", async ({
  api,
}) => {
  const client = await open(api);
  const reader = api.as(null).post;
  const bring = () => importMarkdown(client, terminal, folder, { site });
  const skipped = [{ file: "broken.md", reason: expect.any(String) as string }];
  expect(await bring()).toEqual({ created: 3, updated: 0, unchanged: 0, skipped });

  const [one, two, tea] = await Promise.all(
    ["v1-0-0", "v2-0-0", "tea"].map(async (slug) => (await reader.bySlug({ slug })).html),
  );
  expect(one).toContain('href="/posts/v2-0-0#new"');
  expect(two).toContain('href="/posts/v1-0-0"');
  expect(two).toContain('href="/posts/tea"');
  expect(two).toContain("<code>[one](./v1.0.0.md)</code>");
  expect(tea).toContain('href="/posts/v2-0-0"');
  expect(tea).toContain('href="./nowhere.md"');

  const led = (path: string) => reader.resolvePath({ path });
  expect(await led("/en/blog/release/v1.0.0")).toMatchObject({ path: "/posts/v1-0-0" });
  expect(await led("/en/blog/tea/")).toMatchObject({ path: "/posts/tea" });
  expect(await led("/old/two")).toMatchObject({ path: "/posts/v2-0-0" });

  expect(await bring()).toEqual({ created: 0, updated: 0, unchanged: 3, skipped });
});

test("without the site, its whole addresses stay, and nothing but what files name leads on", async ({
  api,
}) => {
  const client = await open(api);
  const bring = () => importMarkdown(client, terminal, folder, {});
  expect(await bring()).toMatchObject({ created: 3 });
  const { html } = await api.as(null).post.bySlug({ slug: "v2-0-0" });
  expect(html).toContain('href="/posts/v1-0-0"');
  expect(html).toContain('href="https://example.com/en/blog/tea"');
  const nowhere = { slug: null, path: null };
  expect(await api.as(null).post.resolvePath({ path: "/en/blog/tea" })).toEqual(nowhere);
  expect(await bring()).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
});
