import { AuditLogs, Categories, Posts } from "@quoin/db";
import { describe, expect } from "vitest";
import { test } from "../testing/index.ts";

const ghost = "0190b2f0-0000-7000-8000-000000000000";
const refusal = (code: string) => ({ cause: { code } });

describe("reading", () => {
  test("sections come in their order with what readers may see in each", async ({ api }) => {
    const last = await api.make.category().with({ position: 2 }).create();
    const first = await api.make.category().with({ position: 1 }).create();
    await api.make.post().published().in(first, last).create();
    await api.make.post().published().in(first).create();
    await api.make.post().draft().in(last).create();
    await api.make.post().archived().in(last).create();

    const { items, nextCursor } = await api.as(null).category.list({});
    expect(items).toMatchObject([
      { id: first.id, postCount: 2 },
      { id: last.id, postCount: 1 },
    ]);
    expect(nextCursor).toBeNull();
    expect(await api.as(null).category.bySlug({ slug: last.slug })).toEqual(items[1]);
    await expect(api.as(null).category.bySlug({ slug: "nowhere" })).rejects.toMatchObject(
      refusal("not_found"),
    );
  });

  test("pages follow the order, also where positions are the same", async ({ api }) => {
    await api.make.category().createMany(3);
    await api.make.category().with({ position: -1 }).create();
    const reader = api.as(null);
    const whole = await reader.category.list({});
    const first = await reader.category.list({ limit: 3 });
    const rest = await reader.category.list({ limit: 3, cursor: first.nextCursor });
    expect([...first.items, ...rest.items]).toEqual(whole.items);
    expect(rest.nextCursor).toBeNull();
    for (const cursor of ["e30", "☃", `${first.nextCursor}x`.slice(4)])
      await expect(reader.category.list({ cursor })).rejects.toMatchObject(refusal("validation"));
    await expect(reader.category.list({ limit: 101 })).rejects.toMatchObject(refusal("validation"));
  });
});

describe("arranging", () => {
  test("new sections stand last and get a slug of their name", async ({ api }) => {
    const editor = await api.make.user().editor().create();
    await api.make.category().with({ position: 7 }).create();
    const made = await api
      .as(editor)
      .category.create([
        { name: "Répair & Reuse" },
        { name: "日本語" },
        { name: "C", slug: "see" },
      ]);
    expect(made.map(({ slug }) => slug)).toEqual([
      "repair-and-reuse",
      expect.stringMatching(/^[a-z0-9]+$/),
      "see",
    ]);
    expect(made.map(({ position }) => position)).toEqual([8, 9, 10]);
    const log = await AuditLogs.select(api.db, { action: "category.created" });
    expect(log.map(({ label }) => label).toSorted()).toEqual(["C", "Répair & Reuse", "日本語"]);
  });

  test("an address is given once, and a refusal leaves nothing behind", async ({ api }) => {
    const editor = await api.make.user().editor().create();
    const desk = api.as(editor).category;
    await api.make.category().named("Repair").create();
    for (const drafts of [
      [{ name: "New" }, { name: "Repair" }],
      [{ name: "New" }, { name: "Other", slug: "repair" }],
      [{ name: "New" }, { name: "new" }],
    ])
      await expect(desk.create(drafts)).rejects.toMatchObject({
        cause: { code: "conflict", details: [{ field: "slug" }] },
      });
    expect(await Categories.select(api.db)).toHaveLength(1);
    const both = [1, 2].map(() => desk.create([{ name: "At once" }]));
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test("edits change what they name, all or none", async ({ api }) => {
    const editor = await api.make.user().editor().create();
    const desk = api.as(editor).category;
    const [one, two] = await api.make.category().createMany(2);
    const other = await api.make.category().named("Repair").create();

    const saved = await desk.update([
      { id: two!.id, name: "Second" },
      { id: one!.id, description: "About", slug: "first" },
    ]);
    expect(saved).toMatchObject([
      { id: two!.id, name: "Second", slug: two!.slug, description: "" },
      { id: one!.id, name: one!.name, slug: "first", description: "About" },
    ]);
    for (const edits of [
      [{ id: one!.id, slug: other.slug }],
      [
        { id: one!.id, slug: "same" },
        { id: two!.id, slug: "same" },
      ],
    ])
      await expect(desk.update([{ id: other.id, name: "Kept?" }, ...edits])).rejects.toMatchObject(
        refusal("conflict"),
      );
    await expect(
      desk.update([
        { id: one!.id, name: "Kept?" },
        { id: ghost, name: "Nobody" },
      ]),
    ).rejects.toMatchObject({
      cause: { code: "not_found", details: [{ issue: `${ghost} does not exist` }] },
    });
    expect(await Categories.select(api.db, { name: "Kept?" })).toEqual([]);
    const twice = [1, 2].map(() => ({ id: one!.id, name: "Twice" }));
    await expect(desk.update(twice)).rejects.toMatchObject(refusal("validation"));
  });

  test("a new order puts the others after those that are named", async ({ api }) => {
    const editor = await api.make.user().editor().create();
    const [a, b, c, d] = (
      await api.as(editor).category.create(["A", "B", "C", "D"].map((name) => ({ name })))
    ).map(({ id }) => id);

    const moved = await api.as(editor).category.reorder({ ids: [c!, a!] });
    expect(moved.map(({ id, position }) => [id, position])).toEqual([
      [c, 1],
      [a, 2],
    ]);
    const { items } = await api.as(null).category.list({ limit: 99 });
    expect(items.map(({ id }) => id)).toEqual([c, a, b, d]);
    await expect(api.as(editor).category.reorder({ ids: [a!, ghost] })).rejects.toMatchObject(
      refusal("not_found"),
    );
  });

  test("deleting a section says how many posts lose it, and keeps the posts", async ({ api }) => {
    const editor = await api.make.user().editor().create();
    const [full, empty] = await api.make.category().createMany(2);
    await api.make.post().published().in(full!).create();
    await api.make.post().draft().in(full!).create();
    const desk = api.as(editor).category;

    await expect(desk.delete({ ids: [full!.id, ghost] })).rejects.toMatchObject(
      refusal("not_found"),
    );
    expect(await desk.delete({ ids: [empty!.id, full!.id] })).toEqual([
      { id: empty!.id, name: empty!.name, slug: empty!.slug, postsAffected: 0 },
      { id: full!.id, name: full!.name, slug: full!.slug, postsAffected: 2 },
    ]);
    expect(await Posts.select(api.db)).toHaveLength(2);
    expect(await Categories.select(api.db)).toEqual([]);
  });

  test("only editors arrange, and text that cannot be stored is refused", async ({ api }) => {
    const category = await api.make.category().create();
    const author = await api.make.user().author().create();
    const editor = await api.make.user().editor().create();
    for (const [user, code] of [
      [null, "UNAUTHORIZED"],
      [author, "FORBIDDEN"],
    ] as const) {
      const desk = api.as(user).category;
      for (const call of [
        () => desk.create([{ name: "New" }]),
        () => desk.update([{ id: category.id, name: "New" }]),
        () => desk.reorder({ ids: [category.id] }),
        () => desk.delete({ ids: [category.id] }),
      ])
        await expect(call()).rejects.toMatchObject({ code });
    }
    const wrong = ["", " ", "a\0b", "\ud800", "two\nlines", "x".repeat(101)];
    for (const name of wrong)
      await expect(api.as(editor).category.create([{ name }])).rejects.toMatchObject(
        refusal("validation"),
      );
    for (const slug of ["Ünder", "a--b", "a/b", "x".repeat(101)])
      await expect(
        api.as(editor).category.update([{ id: category.id, slug }]),
      ).rejects.toMatchObject(refusal("validation"));
    expect(await Categories.select(api.db)).toHaveLength(1);
  });
});
