import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
// oxlint-disable-next-line no-restricted-imports -- the publication that the test speaks to
import { type TestApi, test } from "@quoin/api/testing";
import { afterAll, afterEach, beforeAll, expect, vi } from "vitest";
import { clientOf } from "../connection.ts";
import { createTerminal } from "../terminal.ts";
import { exportMarkdown } from "./export-markdown.ts";
import { importMarkdown } from "./import-markdown.ts";

const url = "http://localhost:3000";
const terminal = createTerminal({ json: true });
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "quoin-export-"));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => vi.unstubAllGlobals());

/** An editor's access to a publication, whose requests end at its handler. */
async function open(api: TestApi) {
  const editor = await api.make.user().editor().create();
  const { key } = await api.as(editor).key.create({ name: "cli", role: "editor" });
  vi.stubGlobal("fetch", (input: string, init: RequestInit) =>
    api.handler(new Request(input, init)),
  );
  return { url, apiKey: key };
}

/** What has to be the same after a journey, by slug. */
async function contents(publication: { url: string; apiKey: string }) {
  const response = await fetch(`${url}/api/v1/posts/export`, {
    headers: { "x-api-key": publication.apiKey },
  });
  const lines = (await response.text()).trimEnd().split("\n");
  const posts = lines.map((line) => JSON.parse(line) as Exported);
  return posts
    .map(({ id: _id, createdAt: _createdAt, ...post }) => ({
      ...post,
      authors: post.authors.map(({ name }) => name),
      tags: post.tags.map(({ name }) => name).toSorted(),
      categories: post.categories.map(({ name }) => name).toSorted(),
      aliases: post.aliases.toSorted(),
    }))
    .toSorted((one, other) => one.slug.localeCompare(other.slug));
}
interface Exported {
  id: string;
  slug: string;
  createdAt: string;
  authors: { name: string }[];
  tags: { name: string }[];
  categories: { name: string }[];
  aliases: string[];
}

const titles = ["Tea: how?", "1.10", "# Heading", "“Quotes” & 'more'", "---", "true", "Ünï 日本"];
const links = ["./post-3", "/post-3", "/posts/post-2", "/posts/post-10", "#x", "https://x.example"];
let before: Awaited<ReturnType<typeof contents>>;

test("every post becomes a file, and the second time nothing changes", async ({ api }) => {
  const publication = await open(api);
  const make = api.make;
  const people = [
    await make.user().author().with({ name: "Ann Lee" }).create(),
    await make.user().author().with({ name: "Bo, Chen & Sons" }).create(),
    await make.user().author().with({ name: "Cy Diaz and Di Eng" }).create(),
  ];
  const sections = [
    await make.category().with({ name: "News, old and new", slug: "news-old-and-new" }).create(),
    await make.category().with({ name: "notes", slug: "notes" }).create(),
  ];
  const tags = [
    await make.tag().with({ name: "c#, f#", slug: "c-f" }).create(),
    await make.tag().with({ name: "hot", slug: "hot" }).create(),
  ];
  for (let at = 0; at < 50; at++) {
    const day = new Date(Date.UTC(2001 + (at % 25), at % 12, 1 + (at % 28), 1, 2, 3, at));
    const [first, second] = [people[at % 3]!, people[(at + 1) % 3]!];
    const post = make
      .post()
      .titled(`${titles[at % titles.length]!} ${at}`)
      .with({
        slug: at === 0 ? "index" : at === 1 ? "x".repeat(150) : `post-${at}`,
        body: `${at % 5 === 0 ? `# ${titles[0]} 0\n\n` : ""}${at % 7 === 0 ? "\n  \n" : ""}Text *${at}* [x](${links[at % links.length]!})\n\n\tcode\n\nEnd.${at % 11 === 0 ? "\n" : ""}`,
        excerpt: at % 9 === 0 ? "" : `About “${at}”:  it's - # fine`,
        commentsOpen: at % 4 !== 0,
        createdAt: day,
        updatedAt: new Date(day.getTime() + 86_400_000),
      })
      .by(first, ...(at % 2 ? [second] : []))
      .in(...sections.slice(at % 3))
      .tagged(...tags.slice(at % 3));
    const made = await [
      post.published(day),
      at % 8 === 1 ? post.draft() : post.draft().with({ publishedAt: new Date(1e12 + at) }),
      post.scheduled(new Date("2099-01-02T03:04:05.678Z")),
      post.archived().with({ publishedAt: day }),
    ][at % 4]!.create();
    if (at % 10 === 0)
      await api
        .as({ ...(await make.user().admin().create()) })
        .post.update([{ id: made.id, version: 1, slug: `${made.slug}-renamed` }]);
  }
  await writeFile(join(folder, "of-nobody.md"), "Left alone.");
  before = await contents(publication);
  expect(before).toHaveLength(50);
  const counts = { created: 50, updated: 0, unchanged: 0, others: 1 };
  expect(await exportMarkdown(publication, terminal, folder)).toEqual(counts);
  const again = { ...counts, created: 0, unchanged: 50 };
  expect(await exportMarkdown(publication, terminal, folder)).toEqual(again);
  await rm(join(folder, "of-nobody.md"));
  expect((await readdir(folder)).filter((name) => !name.endsWith(".md"))).toEqual([]);
});

test("an empty publication that imports the files has the same posts", async ({ api }) => {
  const publication = await open(api);
  const summary = await importMarkdown(clientOf(publication), terminal, folder, {});
  expect(summary).toEqual({ created: 50, updated: 0, unchanged: 0, skipped: [] });
  expect(await contents(publication)).toEqual(before);
  const counts = { created: 0, updated: 0, unchanged: 50, others: 0 };
  expect(await exportMarkdown(publication, terminal, folder)).toEqual(counts);
  expect(await importMarkdown(clientOf(publication), terminal, folder, {})).toMatchObject({
    created: 0,
    updated: 0,
    skipped: [],
  });
});

test("what a draft that was out says of it stands in its file", async () => {
  expect(await readFile(join(folder, "post-5.md"), "utf8")).toContain(
    `\nfirst_published: ${new Date(1e12 + 5).toISOString()}\n`,
  );
  expect(await readFile(join(folder, "post-9.md"), "utf8")).not.toContain("first_published");
});

test("who may not is told so, and no folder is made", async ({ api }) => {
  const { url: at } = await open(api);
  const nowhere = join(folder, "nowhere");
  await expect(exportMarkdown({ url: at, apiKey: "wrong" }, terminal, nowhere)).rejects.toThrow(
    /key/i,
  );
  expect(await readdir(folder)).not.toContain("nowhere");
});

test.for([
  ["breaks off", '{"title":', "broke off"],
  ["has a name that is none", JSON.stringify({ slug: "../../x" }), "no post"],
])("a stream that %s is told in words", async ([, text, words]) => {
  let sent = false;
  vi.stubGlobal("fetch", () => {
    const body = new ReadableStream({
      pull(controller) {
        if (sent) return controller.error(new Error("gone"));
        sent = true;
        controller.enqueue(new TextEncoder().encode(`${text}${words === "no post" ? "\n" : ""}`));
      },
    });
    return Promise.resolve(new Response(body));
  });
  const told = exportMarkdown({ url, apiKey: "x" }, terminal, folder);
  await expect(told).rejects.toMatchObject({
    name: "CliError",
    message: expect.stringContaining(words!) as string,
  });
});
