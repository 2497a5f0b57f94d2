import { Redirects, Users } from "@quoin/db";
import { expect } from "vitest";
import { type TestApi, test } from "./testing/index.ts";

const leadsTo = async (api: TestApi, path: string) =>
  (await api.as(null).post.resolvePath({ path })).path;

const editorOf = async (api: TestApi) => api.as(await api.make.user().editor().create());
const adminOf = async (api: TestApi) => api.as(await api.make.user().admin().create());

/** A tag that readers may know of. */
async function tagNamed(api: TestApi, name: string) {
  const tag = await api.make.tag().named(name).create();
  await api.make.post().published().tagged(tag).create();
  return tag;
}

test("renamed sections and tags lead on in one hop, however often", async ({ api }) => {
  const desk = await editorOf(api);
  const category = await api.make.category().named("Repair").create();
  const tag = await tagNamed(api, "wax");
  for (const slug of ["mending", "upkeep"]) await desk.category.update([{ id: category.id, slug }]);
  for (const slug of ["beeswax", "candles"]) await desk.tag.update([{ id: tag.id, slug }]);

  for (const path of ["/categories/repair", "/categories/mending", "/categories/mending/"])
    expect(await leadsTo(api, path), path).toBe("/categories/upkeep");
  for (const path of ["/tags/wax", "/tags/beeswax"])
    expect(await leadsTo(api, path), path).toBe("/tags/candles");
  expect(await leadsTo(api, "/categories/wax")).toBeNull();
});

test("a new name or description alone leaves no address behind", async ({ api }) => {
  const desk = await editorOf(api);
  const category = await api.make.category().named("Repair").create();
  const tag = await tagNamed(api, "wax");
  await desk.category.update([{ id: category.id, name: "Mending", slug: "repair" }]);
  await desk.tag.update([{ id: tag.id, name: "Beeswax" }]);
  expect(await Redirects.select(api.db)).toEqual([]);
});

test("an edit that is refused leaves no address behind", async ({ api }) => {
  const desk = await editorOf(api);
  const [wax, wool] = [await tagNamed(api, "wax"), await tagNamed(api, "wool")];
  await expect(
    desk.tag.update([
      { id: wool.id, slug: "sheep" },
      { id: wax.id, slug: "sheep" },
    ]),
  ).rejects.toMatchObject({ cause: { code: "conflict" } });
  expect(await leadsTo(api, "/tags/wool")).toBeNull();
});

test("an address that others take and leave again leads to who had it last", async ({ api }) => {
  const desk = await editorOf(api);
  const first = await tagNamed(api, "wax");
  await desk.tag.update([{ id: first.id, slug: "beeswax" }]);
  const [second] = await desk.tag.create([{ name: "Wax" }]);
  expect(await desk.tag.bySlug({ slug: "wax" })).toMatchObject({ id: second!.id });
  await desk.tag.update([{ id: second!.id, slug: "floor-wax" }]);
  expect(await leadsTo(api, "/tags/wax")).toBeNull();
  await api.make.post().published().tagged(second!).create();
  expect(await leadsTo(api, "/tags/wax")).toBe("/tags/floor-wax");
});

test("tags that were merged lead to the one that took them, with all their old addresses", async ({
  api,
}) => {
  const desk = await editorOf(api);
  const [into, one, two] = [
    await tagNamed(api, "into"),
    await tagNamed(api, "one"),
    await tagNamed(api, "two"),
  ];
  await desk.tag.update([{ id: one.id, slug: "uno" }]);
  await desk.tag.merge({ fromIds: [one.id, two.id], intoId: into.id });
  for (const name of ["one", "uno", "two"])
    expect(await leadsTo(api, `/tags/${name}`), name).toBe("/tags/into");

  await desk.tag.update([{ id: into.id, slug: "all" }]);
  expect(await leadsTo(api, "/tags/uno")).toBe("/tags/all");
});

test("an address is gone with what it led to", async ({ api }) => {
  const desk = await editorOf(api);
  const category = await api.make.category().named("Repair").create();
  await desk.category.update([{ id: category.id, slug: "mending" }]);
  await desk.category.delete({ ids: [category.id] });
  expect(await leadsTo(api, "/categories/repair")).toBeNull();
  expect(await Redirects.select(api.db)).toEqual([]);
});

test("an author with a new handle is found under the old one", async ({ api }) => {
  const author = await api.make.user().author().with({ handle: "ada" }).create();
  for (const handle of ["ada-b", "ada-byron"]) await api.as(author).user.updateProfile({ handle });
  expect(await leadsTo(api, "/authors/ada")).toBe("/authors/ada-byron");
  expect(await leadsTo(api, "/authors/ada-b")).toBe("/authors/ada-byron");

  // Whoever no longer writes, and never did, has no page to lead to.
  const boss = await adminOf(api);
  await boss.user.setRole({ ids: [author.id], role: "reader" });
  expect(await leadsTo(api, "/authors/ada")).toBeNull();
  await api.make.post().published().by(author).create();
  expect(await leadsTo(api, "/authors/ada")).toBe("/authors/ada-byron");
});

test("a reader takes no author's address by having had it", async ({ api }) => {
  const author = await api.make.user().author().with({ handle: "ada" }).create();
  await api.as(author).user.updateProfile({ handle: "ada-byron" });
  // Accounts are named after their address; nobody is refused one because somebody else had the name.
  const reader = await api.make.user().with({ handle: "ada" }).create();
  expect(await leadsTo(api, "/authors/ada")).toBe("/authors/ada-byron");
  await api.as(reader).user.updateProfile({ handle: "mallory" });
  expect(await leadsTo(api, "/authors/ada")).toBe("/authors/ada-byron");
  expect(await leadsTo(api, "/authors/mallory")).toBeNull();
});

test("a profile that is claimed leads to its account, with all its old addresses", async ({
  api,
}) => {
  const boss = await adminOf(api);
  const user = await api.make.user().with({ handle: "grace" }).create();
  const profile = await api.make.user().profile().with({ handle: "g-hopper" }).create();
  await api.make.post().published().by(profile).create();
  await Redirects.point(api.db, [{ path: "/authors/hopper", userId: profile.id }]);
  await boss.user.claimProfile({ profileId: profile.id, userId: user.id });

  expect(await Users.select(api.db, { handle: "g-hopper" })).toEqual([]);
  expect(await leadsTo(api, "/authors/g-hopper")).toBe("/authors/grace");
  expect(await leadsTo(api, "/authors/hopper")).toBe("/authors/grace");
});

test("a profile that nobody could see takes no address along", async ({ api }) => {
  const boss = await adminOf(api);
  const author = await api.make.user().author().with({ handle: "ada" }).create();
  await api.as(author).user.updateProfile({ handle: "ada-byron" });
  const profile = await api.make.user().profile().with({ handle: "ada" }).create();
  const user = await api.make.user().author().create();
  await boss.user.claimProfile({ profileId: profile.id, userId: user.id });
  expect(await leadsTo(api, "/authors/ada")).toBe("/authors/ada-byron");
});

test("two who rename at once leave one way on for each", async ({ api }) => {
  const desk = await editorOf(api);
  const tag = await tagNamed(api, "wax");
  await Promise.all(
    ["one", "two", "three", "four"].map((slug) => desk.tag.update([{ id: tag.id, slug }])),
  );
  const { slug } = (await desk.tag.list({})).items[0]!;
  for (const name of ["wax", "one", "two", "three", "four"].filter((name) => name !== slug))
    expect(await leadsTo(api, `/tags/${name}`), name).toBe(`/tags/${slug}`);
});
