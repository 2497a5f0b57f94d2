import { AuditLogs, Posts, Redirects, Tags } from "@quoin/db";
import { describe, expect } from "vitest";
import { type TestApi, test } from "../testing/index.ts";

const ghost = "0190b2f0-0000-7000-8000-000000000000";
const refusal = (code: string) => ({ cause: { code } });
const names = (tags: readonly { name: string }[]) => tags.map(({ name }) => name);
const named = (api: TestApi, name: string) => api.make.tag().named(name).create();
/** A tag that readers may know of. */
async function worn(api: TestApi, name: string) {
  const tag = await named(api, name);
  await api.make.post().published().tagged(tag).create();
  return tag;
}

describe("reading", () => {
  test("tags come by name and turn their pages both ways", async ({ api }) => {
    for (const name of ["delta", "alpha", "echo", "bravo", "charlie"]) await worn(api, name);
    const list = (cursor: string | null, limit = 2) => api.as(null).tag.list({ cursor, limit });
    const first = await list(null);
    const second = await list(first.nextCursor);
    const third = await list(second.nextCursor);
    expect(names([...first.items, ...second.items, ...third.items])).toEqual([
      "alpha",
      "bravo",
      "charlie",
      "delta",
      "echo",
    ]);
    expect(first.previousCursor).toBeNull();
    expect(third.nextCursor).toBeNull();
    const back = await list(third.previousCursor);
    expect(back.items).toEqual(second.items);
    const start = await list(back.previousCursor);
    expect(start).toMatchObject({ items: first.items, previousCursor: null });
    for (const cursor of ["e30", "☃", "W10"])
      await expect(list(cursor)).rejects.toMatchObject(refusal("validation"));
  });

  test("a name of any length and script can stand in a cursor", async ({ api }) => {
    for (const at of [1, 2]) await worn(api, `${"語".repeat(99)}${at}`);
    const first = await api.as(null).tag.list({ limit: 1 });
    expect((await api.as(null).tag.list({ cursor: first.nextCursor })).items).toHaveLength(1);
  });

  test("a filter looks inside names and takes wildcards literally", async ({ api }) => {
    for (const name of ["wax", "beeswax", "100% wool", "snow_white"]) await worn(api, name);
    const find = async (q: string) => names((await api.as(null).tag.list({ q })).items);
    expect(await find("WAX")).toEqual(["beeswax", "wax"]);
    expect(await find("%")).toEqual(["100% wool"]);
    expect(await find("_")).toEqual(["snow_white"]);
    expect(await find("")).toHaveLength(4);
    expect(await find("nothing")).toEqual([]);
    await expect(find("\0")).rejects.toMatchObject(refusal("validation"));
  });

  test("readers know of a tag with a published post alone, authors of each", async ({ api }) => {
    const wax = await worn(api, "wax");
    const secret = await named(api, "merger-of-may");
    const post = await api.make.post().draft().tagged(secret).create();
    await named(api, "unused");
    const editor = await api.make.user().editor().create();
    const { key } = await api.as(editor).key.create({ name: "reads", role: "reader" });
    const author = api.as(await api.make.user().author().create());
    const readers = [api.as(null), api.as(await api.make.user().create())];
    const address = "/tags/corner";
    await Redirects.point(api.db, [{ path: address, tagId: secret.id }]);

    const seen = async (reader: (typeof readers)[number]) => ({
      list: names((await reader.tag.list({})).items),
      found: names((await reader.tag.list({ q: "m" })).items),
      one: await reader.tag.bySlug({ slug: secret.slug }).catch(() => null),
      posts: await reader.post.list({ tag: secret.slug }).catch(() => null),
      hits: await reader.post.search({ q: "wax", tag: secret.slug }).catch(() => null),
      feed: await reader.post.feed({ tag: secret.slug }).catch(() => null),
      old: (await reader.post.resolvePath({ path: address })).path,
    });
    const nothing = { list: [wax.name], found: [], one: null, posts: null, hits: null };
    for (const reader of readers) {
      expect(await seen(reader)).toEqual({ ...nothing, feed: null, old: null });
      await expect(reader.tag.list({ all: true })).rejects.toMatchObject(refusal("not_allowed"));
      await expect(reader.tag.bySlug({ slug: secret.slug })).rejects.toMatchObject(
        refusal("not_found"),
      );
    }
    // A key may be less than its owner.
    const asked = (path: string) =>
      api.handler(
        new Request(`http://localhost:3000/api/v1/tags${path}`, { headers: { "x-api-key": key } }),
      );
    const statuses = await Promise.all(
      ["", `/by-slug/${secret.slug}`, "?all=true"].map(async (path) => (await asked(path)).status),
    );
    expect(statuses).toEqual([200, 404, 403]);

    expect(names((await author.tag.list({ all: true })).items)).toEqual([
      "merger-of-may",
      "unused",
      "wax",
    ]);
    expect(await author.tag.bySlug({ slug: secret.slug })).toMatchObject({ postCount: 0 });
    expect(names(await author.tag.suggest({ q: "merger" }))).toEqual(["merger-of-may"]);
    expect((await author.post.manage({ tag: secret.slug })).items).toEqual([]);

    await api.as(editor).post.publish({ ids: [post.id] });
    for (const reader of readers)
      await expect
        .poll(() => seen(reader))
        .toMatchObject({
          list: ["merger-of-may", "wax"],
          one: { postCount: 1 },
          posts: { items: [{ id: post.id }] },
          old: `/tags/${secret.slug}`,
        });
    await api.as(editor).post.unpublish({ ids: [post.id] });
    await expect.poll(() => seen(readers[0]!)).toEqual({ ...nothing, feed: null, old: null });
  });

  test("counts and popularity are of published posts", async ({ api }) => {
    const wax = await named(api, "wax");
    const wool = await named(api, "wool");
    await named(api, "unused");
    await api.make.post().published().tagged(wool).createMany(2);
    await api.make.post().published().tagged(wax).create();
    await api.make.post().draft().tagged(wax).createMany(3);
    const reader = api.as(null);

    expect(await reader.tag.bySlug({ slug: "wax" })).toEqual({
      id: wax.id,
      name: "wax",
      slug: "wax",
      postCount: 1,
    });
    expect(await reader.tag.popular({})).toMatchObject([
      { name: "wool", postCount: 2 },
      { name: "wax", postCount: 1 },
    ]);
    await expect(reader.tag.bySlug({ slug: "nowhere" })).rejects.toMatchObject(
      refusal("not_found"),
    );
    await expect(reader.tag.popular({ limit: 0 })).rejects.toMatchObject(refusal("validation"));
  });

  test("suggestions are for authors, and begin with what was typed first", async ({ api }) => {
    for (const name of ["beeswax", "wax", "waxing"]) await named(api, name);
    const author = await api.make.user().author().create();
    const reader = await api.make.user().create();
    expect(names(await api.as(author).tag.suggest({ q: "wax" }))).toEqual([
      "wax",
      "waxing",
      "beeswax",
    ]);
    expect(await api.as(author).tag.suggest({ q: "wax", limit: 1 })).toHaveLength(1);
    await expect(api.as(reader).tag.suggest({ q: "wax" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(api.as(author).tag.suggest({ q: "\ud800" })).rejects.toMatchObject(
      refusal("validation"),
    );
  });
});

describe("arranging", () => {
  test("tags are made and renamed, each address given once", async ({ api }) => {
    const editor = await api.make.user().editor().create();
    const desk = api.as(editor).tag;
    const [wax, wool] = await desk.create([{ name: "Wax" }, { name: "Wool", slug: "sheep" }]);
    expect([wax?.slug, wool?.slug]).toEqual(["wax", "sheep"]);

    await expect(desk.create([{ name: "New" }, { name: "wax" }])).rejects.toMatchObject({
      cause: { code: "conflict", details: [{ field: "slug" }] },
    });
    const renamed = await desk.update([
      { id: wool!.id, name: "Fleece" },
      { id: wax!.id, slug: "candle" },
    ]);
    expect(renamed).toMatchObject([
      { name: "Fleece", slug: "sheep" },
      { name: "Wax", slug: "candle" },
    ]);
    await expect(desk.update([{ id: wax!.id, slug: "sheep" }])).rejects.toMatchObject(
      refusal("conflict"),
    );
    await expect(
      desk.update([
        { id: wax!.id, name: "Kept?" },
        { id: ghost, name: "Nobody" },
      ]),
    ).rejects.toMatchObject(refusal("not_found"));
    expect(names(await Tags.select(api.db)).toSorted()).toEqual(["Fleece", "Wax"]);
  });

  test("a merge puts every post under the tag that is left, once", async ({ api }) => {
    const editor = await api.make.user().editor().create();
    const [into, one, two, other] = await Promise.all(
      ["into", "one", "two", "other"].map((name) => named(api, name)),
    );
    const post = (...tags: { id: string }[]) =>
      api.make
        .post()
        .published()
        .tagged(...tags)
        .create();
    const both = await post(one!, two!, other!);
    await post(into!, one!);
    await post(two!);

    const merged = await api
      .as(editor)
      .tag.merge({ fromIds: [one!.id, two!.id], intoId: into!.id });
    expect(merged).toMatchObject({ tag: { id: into!.id, postCount: 3 }, postsMoved: 2 });
    expect(names(merged.removed)).toEqual(["one", "two"]);
    const [read] = await Posts.inFull(api.db, { id: [both.id] });
    expect(names(read?.tags ?? []).toSorted()).toEqual(["into", "other"]);
    const [line] = await AuditLogs.select(api.db, { action: "tag.merged" });
    expect(line?.details).toEqual({ removed: ["one", "two"], postsMoved: 2 });
  });

  test("a merge into itself, of or into nothing, is refused", async ({ api }) => {
    const editor = await api.make.user().editor().create();
    const tag = await named(api, "wax");
    const merge = (fromIds: string[], intoId: string) =>
      api.as(editor).tag.merge({ fromIds, intoId });
    await expect(merge([tag.id], tag.id)).rejects.toMatchObject({
      cause: { code: "validation", details: [{ field: "fromIds" }] },
    });
    await expect(merge([tag.id, ghost], tag.id)).rejects.toMatchObject(refusal("validation"));
    await expect(merge([tag.id], ghost)).rejects.toMatchObject(refusal("not_found"));
    await expect(merge([ghost], tag.id)).rejects.toMatchObject(refusal("not_found"));
    expect(await Tags.select(api.db)).toHaveLength(1);
  });

  test("deleting says how many posts lose the tag", async ({ api }) => {
    const editor = await api.make.user().editor().create();
    const tag = await named(api, "wax");
    await api.make.post().draft().tagged(tag).createMany(2);
    const desk = api.as(editor).tag;
    await expect(desk.delete({ ids: [tag.id, ghost] })).rejects.toMatchObject(refusal("not_found"));
    expect(await desk.delete({ ids: [tag.id] })).toEqual([
      { id: tag.id, name: "wax", slug: "wax", postsAffected: 2 },
    ]);
    expect(await Posts.select(api.db)).toHaveLength(2);
  });

  test("a renamed tag is new on its posts within moments", async ({ api }) => {
    const editor = await api.make.user().editor().create();
    const tag = await named(api, "wax");
    const post = await api.make.post().published().tagged(tag).create();
    const read = async () => names((await api.as(null).post.bySlug({ slug: post.slug })).tags);
    expect(await read()).toEqual(["wax"]);
    await api.as(editor).tag.update([{ id: tag.id, name: "Beeswax" }]);
    await expect.poll(read).toEqual(["Beeswax"]);
  });

  test("only editors arrange, and text that cannot be stored is refused", async ({ api }) => {
    const tag = await named(api, "wax");
    const other = await named(api, "wool");
    const author = await api.make.user().author().create();
    const editor = await api.make.user().editor().create();
    for (const [user, code] of [
      [null, "UNAUTHORIZED"],
      [author, "FORBIDDEN"],
    ] as const) {
      const desk = api.as(user).tag;
      for (const call of [
        () => desk.create([{ name: "New" }]),
        () => desk.update([{ id: tag.id, name: "New" }]),
        () => desk.merge({ fromIds: [tag.id], intoId: other.id }),
        () => desk.delete({ ids: [tag.id] }),
      ])
        await expect(call()).rejects.toMatchObject({ code });
    }
    for (const name of ["", "a\0b", "\udfff", "x".repeat(101)])
      await expect(api.as(editor).tag.create([{ name }])).rejects.toMatchObject(
        refusal("validation"),
      );
    expect(await Tags.select(api.db)).toHaveLength(2);
  });
});
