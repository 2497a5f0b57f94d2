import { toAppError } from "@quoin/api/server";
import { test, type TestApi } from "@quoin/api/testing";
import { expect } from "vitest";
import { lookUp } from "./look-up.ts";

const isMissing = (error: unknown) => ["not_found", "validation"].includes(toAppError(error).code);
const find = (api: TestApi, path: string) =>
  lookUp(api.as(null), new URL(`https://blog.example${path}`), isMissing);

const page = { kind: "page" };
const nothing = { kind: "nothing" };
const moved = (to: string) => ({ kind: "moved", to });

test("what is published is a page; what is not is nothing", async ({ api }) => {
  const author = await api.make.user().author().create();
  const category = await api.make.category().named("Repair").create();
  const tag = await api.make.tag().named("wax").create();
  const post = await api.make.post().published().by(author).in(category).tagged(tag).create();
  const draft = await api.make.post().draft().create();
  const archived = await api.make.post().archived().create();

  for (const path of [
    `/posts/${post.slug}`,
    `/posts/${post.slug}.md`,
    "/categories/repair",
    "/categories/repair/feed.xml",
    "/tags/wax",
    `/authors/${author.handle}`,
    "/",
    "/archive",
    "/sign-in?redirectTo=/x",
  ])
    expect(await find(api, path), path).toEqual(page);

  for (const path of [
    `/posts/${draft.slug}`,
    `/posts/${archived.slug}`,
    `/posts/${archived.slug}.md`,
    "/posts/none",
    "/categories/none",
    "/tags/none",
    "/authors/none",
    `/posts/${"a".repeat(3_000)}`,
    "/?cursor=forged",
    "/archive?cursor=forged",
    "/tags?cursor=forged",
    "/categories/repair?cursor=forged",
  ])
    expect(await find(api, path), path).toEqual(nothing);
});

test("an address that nothing of ours ever had is left to Next", async ({ api }) => {
  for (const path of ["/nowhere", "/posts/a/b/c", `/${"x".repeat(2_000)}`])
    expect(await find(api, path), path).toEqual(page);
});

test("a renamed post and an imported one's old address are one hop away", async ({ api }) => {
  const admin = await api.make.user().admin().create();
  const newsroom = api.as(admin);
  const [created] = await newsroom.post.create([{ title: "Old name", body: "Text" }]);
  await newsroom.post.publish({ ids: [created!.id] });
  const { version } = await newsroom.post.byId({ id: created!.id });
  await newsroom.post.update([{ id: created!.id, version, slug: "new-name" }]);
  await newsroom.post.import({
    posts: [
      {
        sourcePath: "blog/a.md",
        title: "From before",
        slug: "from-before",
        body: "Text",
        status: "published",
        aliases: ["/2015/11/from-before"],
      },
    ],
  });

  expect(await find(api, "/posts/old-name")).toEqual(moved("/posts/new-name"));
  expect(await find(api, "/posts/old-name/")).toEqual(moved("/posts/new-name"));
  expect(await find(api, "/posts/old-name.md")).toEqual(moved("/posts/new-name.md"));
  expect(await find(api, "/2015/11/from-before")).toEqual(moved("/posts/from-before"));
  expect(await find(api, "/2015/11/from-before/")).toEqual(moved("/posts/from-before"));
  expect(await find(api, "/posts/Old-Name")).toEqual(moved("/posts/new-name"));
  expect(await find(api, "/2015/11/From-Before")).toEqual(moved("/posts/from-before"));
  expect(await find(api, "/posts/old-name?from=mail")).toEqual(moved("/posts/new-name?from=mail"));
  const imported = "/2015/11/from-before/?from=mail";
  expect(await find(api, imported)).toEqual(moved("/posts/from-before?from=mail"));
});

test("a renamed section, tag or author is one hop away, its feed too", async ({ api }) => {
  const desk = api.as(await api.make.user().admin().create());
  const author = await api.make.user().author().with({ handle: "ada" }).create();
  const category = await api.make.category().named("Repair").create();
  const tag = await api.make.tag().named("wax").create();
  const other = await api.make.tag().named("wool").create();
  await api.make.post().published().tagged(other).create();
  for (const slug of ["mending", "upkeep"]) await desk.category.update([{ id: category.id, slug }]);
  await desk.tag.update([{ id: tag.id, slug: "beeswax" }]);
  await desk.tag.merge({ fromIds: [tag.id], intoId: other.id });
  await api.as(author).user.updateProfile({ handle: "ada-byron" });

  for (const [from, to] of [
    ["/categories/repair", "/categories/upkeep"],
    ["/categories/mending/", "/categories/upkeep"],
    ["/categories/Repair", "/categories/upkeep"],
    ["/categories/repair/feed.xml", "/categories/upkeep/feed.xml"],
    ["/tags/wax", "/tags/wool"],
    ["/tags/beeswax", "/tags/wool"],
    ["/authors/ada", "/authors/ada-byron"],
    ["/authors/ada/feed.xml?from=reader", "/authors/ada-byron/feed.xml?from=reader"],
    // A place in a list is known by the list's name of then.
    ["/tags/wax?cursor=abc", "/tags/wool"],
    ["/tags/wax?from=mail&cursor=abc", "/tags/wool?from=mail"],
  ] as const)
    expect(await find(api, from), from).toEqual(moved(to));
  for (const { to } of [{ to: "/categories/upkeep" }, { to: "/tags/wool" }])
    expect(await find(api, to), to).toEqual(page);
});

test("a new record has its address to itself, whatever led on from there before", async ({
  api,
}) => {
  const desk = api.as(await api.make.user().admin().create());
  const author = await api.make.user().author().with({ handle: "ada" }).create();
  const reader = await api.make.user().create();
  const category = await api.make.category().named("Repair").create();
  await desk.category.update([{ id: category.id, slug: "upkeep" }]);
  await desk.category.create([{ name: "Repair" }]);
  expect(await find(api, "/categories/repair")).toEqual(page);
  expect(await find(api, "/categories/repair?cursor=forged")).toEqual(nothing);

  // A former handle stays its author's: links to it lead to them.
  await api.as(author).user.updateProfile({ handle: "ada-byron" });
  await expect(api.as(reader).user.updateProfile({ handle: "ada" })).rejects.toThrow("already");
  expect(await find(api, "/authors/ada")).toEqual(moved("/authors/ada-byron"));
});

test("what has its old address again leads nowhere else", async ({ api }) => {
  const desk = api.as(await api.make.user().admin().create());
  const tag = await api.make.tag().named("wax").create();
  await api.make.post().published().tagged(tag).create();
  for (const slug of ["beeswax", "wax"]) await desk.tag.update([{ id: tag.id, slug }]);
  expect(await find(api, "/tags/wax")).toEqual(page);
  expect(await find(api, "/tags/beeswax")).toEqual(moved("/tags/wax"));
  expect(await find(api, "/tags/wax?cursor=forged")).toEqual(nothing);
});

test("a page has one address: no slash at its end, no capitals", async ({ api }) => {
  await api.make.category().named("Repair").create();
  expect(await find(api, "/categories/Repair")).toEqual(moved("/categories/repair"));
  expect(await find(api, "/categories/repair/")).toEqual(moved("/categories/repair"));
  expect(await find(api, "/archive/")).toEqual(moved("/archive"));
  expect(await find(api, "//evil.example/")).toEqual(moved("/evil.example"));
});
