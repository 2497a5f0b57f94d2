import { Posts, Redirects } from "@quoin/db";
import { describe, expect } from "vitest";
import { test } from "../testing/index.ts";

const ghost = "0190b2f0-0000-7000-8000-000000000000";

describe("reading", () => {
  test("a list holds what is published, newest first, and turns its pages both ways", async ({
    api,
  }) => {
    const posts = await api.make.post().published().createMany(5);
    await api.make.post().draft().create();
    await api.make.post().archived().create();
    await api.make
      .post()
      .scheduled(new Date(Date.now() + 60_000))
      .create();
    const newest = posts.map(({ slug }) => slug).toReversed();
    const reader = api.as(null);

    const first = await reader.post.list({ limit: 2 });
    const second = await reader.post.list({ limit: 2, cursor: first.nextCursor });
    const third = await reader.post.list({ limit: 2, cursor: second.nextCursor });
    const back = await reader.post.list({ limit: 2, cursor: third.previousCursor });

    const slugs = [first, second, third].flatMap(({ items }) => items.map(({ slug }) => slug));
    expect(slugs).toEqual(newest);
    expect(first.previousCursor).toBeNull();
    expect(third.nextCursor).toBeNull();
    expect(back.items).toEqual(second.items);
  });

  test("a list by category, tag or author holds theirs alone", async ({ api }) => {
    const [author, coauthor] = await api.make.user().author().createMany(2);
    const category = await api.make.category().named("Repair").create();
    const tag = await api.make.tag().named("wax").create();
    const post = await api.make
      .post()
      .published()
      .by(author!, coauthor!)
      .in(category)
      .tagged(tag)
      .create();
    await api.make.post().published().create();
    await api.make.post().draft().by(author!).in(category).tagged(tag).create();
    const reader = api.as(null);

    const lists = await Promise.all([
      reader.post.list({ category: "repair" }),
      reader.post.list({ tag: "wax" }),
      reader.post.list({ author: author!.handle }),
      reader.post.list({ author: coauthor!.handle }),
    ]);
    for (const { items } of lists) expect(items.map(({ slug }) => slug)).toEqual([post.slug]);
    expect(lists[0].items[0]?.authors.map(({ id }) => id)).toEqual([author!.id, coauthor!.id]);
    for (const nowhere of [{ category: "nowhere" }, { category: "repair", tag: "nowhere" }])
      await expect(reader.post.list(nowhere)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("a feed carries whole posts, newest first, and only what is published", async ({ api }) => {
    const reader = api.as(null);
    const category = await api.make.category().create();
    await api.make.post().draft().create();
    const older = await api.make.post().published().in(category).create();
    const newer = await api.make.post().published().create();
    const all = await reader.post.feed({});
    expect(new Set(all.map(({ id }) => id))).toEqual(new Set([older.id, newer.id]));
    expect(all.map(({ publishedAt }) => publishedAt.getTime())).toEqual(
      all.map(({ publishedAt }) => publishedAt.getTime()).toSorted((a, b) => b - a),
    );
    expect(all.every(({ html }) => html.includes("<"))).toBe(true);
    const section = await reader.post.feed({ category: category.slug });
    expect(section.map(({ id }) => id)).toEqual([older.id]);
    await expect(reader.post.feed({ category: "no-such-section" })).rejects.toThrow(/nothing/i);
  });

  test("a cursor that is forged, or of another list, is refused", async ({ api }) => {
    const author = await api.make.user().author().create();
    await api.make.post().published().by(author).createMany(3);
    const reader = api.as(null);
    const { nextCursor } = await reader.post.list({ limit: 1 });

    for (const cursor of [nextCursor!.slice(3), "e30", "☃", "a".repeat(400)])
      await expect(reader.post.list({ cursor })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(
      reader.post.list({ author: author.handle, cursor: nextCursor }),
    ).rejects.toMatchObject({ code: "BAD_REQUEST", cause: { code: "validation" } });
  });

  test("a post is read with its neighbours; what is not published is not there", async ({
    api,
  }) => {
    const [older, post, newer] = await api.make.post().published().withComments(2).createMany(3);
    const draft = await api.make.post().draft().create();
    const archived = await api.make.post().archived().create();

    const read = await api.as(null).post.bySlug({ slug: post!.slug });
    expect(read).toMatchObject({
      title: post!.title,
      commentCount: 2,
      older: { slug: older!.slug },
      newer: { slug: newer!.slug },
    });
    for (const slug of [draft.slug, archived.slug, "nothing-here"])
      await expect(api.as(null).post.bySlug({ slug })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("what readers get holds nothing of the newsroom's", async ({ api }) => {
    const author = await api.make.user().author().create();
    const post = await api.make.post().published().by(author).create();
    const read = JSON.stringify([
      await api.as(null).post.list({}),
      await api.as(null).post.bySlug({ slug: post.slug }),
    ]);
    expect(read).not.toContain(author.email);
    expect(read).not.toContain("sourcePath");
    expect(read).not.toContain('"version"');
  });

  test("search finds words of the body, marks them, and forgives typing errors", async ({
    api,
  }) => {
    const post = await api.make
      .post()
      .published()
      .with({ title: "How to wax a drawer", plainText: "Rub the candle along the runners." })
      .create();
    await api.make.post().draft().with({ plainText: "candle" }).create();
    const reader = api.as(null);

    const { items } = await reader.post.search({ q: "candles" });
    expect(items.map(({ slug }) => slug)).toEqual([post.slug]);
    expect(items[0]?.snippet.filter(({ hit }) => hit).map(({ text }) => text)).toEqual(["candle"]);

    const typo = await reader.post.search({ q: "drawwer" });
    expect(typo.items).toEqual([]);
    expect(typo.similar.map(({ slug }) => slug)).toEqual([post.slug]);

    for (const q of ["", "   ", "'", "a & | ! ( <->", ":*", "\\", "%"])
      await expect(reader.post.search({ q })).resolves.toBeDefined();
    await expect(reader.post.search({ q: "\0" })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });

  test("search pages do not overlap", async ({ api }) => {
    await api.make.post().published().with({ plainText: "the same words" }).createMany(5);
    const reader = api.as(null);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof reader.post.search>> = await reader.post.search({
        q: "words",
        limit: 2,
        cursor,
      });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
  });
});

describe("writing", () => {
  test("an author makes a draft, which nobody else sees", async ({ api }) => {
    const [author, other] = await api.make.user().author().createMany(2);
    const [draft] = await api
      .as(author!)
      .post.create([
        { title: "  Hello, World  ", body: "# Hi\n\nSome **text**.", tags: ["New tag"] },
      ]);
    expect(draft).toMatchObject({
      title: "Hello, World",
      slug: "hello-world",
      status: "draft",
      version: 1,
      authors: [{ id: author!.id }],
      tags: [{ slug: "new-tag" }],
    });
    expect(draft!.html).toContain("<strong>text</strong>");

    await expect(api.as(other!).post.byId({ id: draft!.id })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    expect((await api.as(other!).post.manage({})).items).toEqual([]);
    await expect(api.as(null).post.bySlug({ slug: draft!.slug })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  test("slugs never collide, and one that is asked for and taken is refused", async ({ api }) => {
    const author = await api.make.user().author().create();
    const made = await api
      .as(author)
      .post.create([{ title: "Same" }, { title: "Same" }, { title: "Same" }, { title: "日本" }]);
    expect(new Set(made.map(({ slug }) => slug)).size).toBe(4);
    await expect(
      api.as(author).post.create([{ title: "Another", slug: "same" }]),
    ).rejects.toMatchObject({ code: "CONFLICT", cause: { details: [{ field: "slug" }] } });
    await expect(
      api.as(author).post.create([
        { title: "One", slug: "twice" },
        { title: "Two", slug: "twice" },
      ]),
    ).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("saving over a newer version is refused and changes nothing", async ({ api }) => {
    const author = await api.make.user().author().create();
    const post = await api.make.post().by(author).create();
    const edit = { id: post.id, version: 1 };
    await api.as(author).post.update([{ ...edit, body: "first" }]);

    await expect(api.as(author).post.update([{ ...edit, body: "second" }])).rejects.toMatchObject({
      code: "CONFLICT",
      cause: { details: [{ field: "version" }] },
    });
    expect(await api.as(author).post.byId({ id: post.id })).toMatchObject({
      body: "first",
      version: 2,
    });
  });

  test("of two people who save at once, one is told", async ({ api }) => {
    const editor = await api.make.user().editor().create();
    const post = await api.make.post().create();
    const saves = await Promise.allSettled(
      ["one", "two"].map((body) => api.as(editor).post.update([{ id: post.id, version: 1, body }])),
    );
    expect(saves.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test("a published post that is renamed leads on from its old address in one hop", async ({
    api,
  }) => {
    const author = await api.make.user().author().create();
    const post = await api.make.post().by(author).published().with({ slug: "first" }).create();
    await api.as(author).post.update([{ id: post.id, version: 1, slug: "second" }]);
    await api.as(author).post.update([{ id: post.id, version: 2, slug: "third" }]);
    for (const path of ["/posts/first", "/posts/second", "/posts/second/"])
      expect(await api.as(null).post.resolvePath({ path })).toEqual({
        slug: "third",
        path: "/posts/third",
      });
    expect(await api.as(null).post.resolvePath({ path: "/nowhere" })).toEqual({
      slug: null,
      path: null,
    });
  });

  test("nobody changes what is not theirs, and a known id does not carry an unknown one", async ({
    api,
  }) => {
    const [author, other] = await api.make.user().author().createMany(2);
    const [mine, theirs] = [
      await api.make.post().by(author!).create(),
      await api.make.post().by(other!).create(),
    ];
    const caller = api.as(author!);
    for (const move of ["publish", "unpublish", "archive", "delete"] as const) {
      await expect(caller.post[move]({ ids: [mine.id, theirs.id] })).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
      await expect(caller.post[move]({ ids: [mine.id, ghost] })).rejects.toMatchObject({
        code: "NOT_FOUND",
        cause: { details: [{ issue: `${ghost} does not exist` }] },
      });
    }
    await expect(
      caller.post.update([
        { id: mine.id, version: 1, title: "Mine" },
        { id: theirs.id, version: 1, title: "Stolen" },
      ]),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(
      caller.post.update([{ id: mine.id, version: 1, authorIds: [other!.id] }]),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
    const rows = await Posts.select(api.db, { id: [mine.id, theirs.id] });
    expect(rows.map(({ version }) => version)).toEqual([1, 1]);
  });

  test("nobody becomes an author by an id that is nobody's, and nothing else is saved", async ({
    api,
  }) => {
    const editor = await api.make.user().editor().create();
    const post = await api.make.post().create();
    const nobody = "0192f0c1-7b1e-7cc2-9d5a-3f1a2b4c5d6e";
    for (const place of [{ authorIds: [nobody] }, { categoryIds: [nobody] }])
      await expect(
        api.as(editor).post.update([{ id: post.id, version: 1, title: "New", ...place }]),
      ).rejects.toMatchObject({
        code: "NOT_FOUND",
        cause: { details: [{ issue: `${nobody} does not exist` }] },
      });
    expect(await Posts.select(api.db, { id: [post.id] })).toMatchObject([
      { title: post.title, version: 1 },
    ]);
  });

  test("readers and strangers do not write", async ({ api }) => {
    const reader = await api.make.user().create();
    await expect(api.as(reader).post.create([{ title: "x" }])).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(api.as(null).post.create([{ title: "x" }])).rejects.toMatchObject({
      code: "UNAUTHORIZED",
    });
    await expect(api.as(reader).post.manage({})).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("a body sets no field that is not its to set", async ({ api }) => {
    const [author, other] = await api.make.user().author().createMany(2);
    const smuggled = {
      title: "x",
      status: "published",
      authorId: other!.id,
      publishedAt: new Date(),
    };
    const [post] = await api.as(author!).post.create([smuggled]);
    expect(post).toMatchObject({
      status: "draft",
      publishedAt: null,
      authors: [{ id: author!.id }],
    });
  });

  test.for([
    ["a NUL byte", { title: "a\0b" }],
    ["half a surrogate pair", { title: "a\uD800" }],
    ["NUL in the body", { title: "x", body: "\0" }],
    ["what XML has no way to write", { title: "a\ufffeb" }],
    ["the same in the body", { title: "x", body: "\uffff" }],
    ["the same in a tag", { title: "x", tags: ["a\uffff"] }],
    ["a title of nothing", { title: "   " }],
    ["a title that nobody can see", { title: "\u200b" }],
    ["the same with what turns it", { title: "\u202e\u2060" }],
    ["a tag that nobody can see", { title: "x", tags: ["\u3164"] }],
    ["a title of 201", { title: "x".repeat(201) }],
    ["a slug with a slash", { title: "x", slug: "a/b" }],
    ["a line break in a tag", { title: "x", tags: ["a\nb"] }],
    ["a body beyond the limit", { title: "x", body: "x".repeat(1_000_001) }],
    ["an unknown category", { title: "x", categoryIds: [ghost] }],
  ] as const)("%s is refused with a 4xx", async ([, input], { api }) => {
    const author = await api.make.user().author().create();
    const refused = api.as(author).post.create([input as { title: string }]);
    await expect(refused).rejects.toMatchObject({
      code: expect.stringMatching(/BAD_REQUEST|NOT_FOUND/) as string,
    });
    expect(await Posts.select(api.db)).toEqual([]);
  });
});

describe("publishing", () => {
  test("twice is once: the second call moves nothing and tells nobody", async ({ api }) => {
    const author = await api.make.user().author().create();
    const posts = await api.make.post().by(author).createMany(2);
    const ids = posts.map(({ id }) => id);
    expect(await api.as(author).post.publish({ ids })).toHaveLength(2);
    expect(await api.as(author).post.publish({ ids })).toEqual([]);
    expect(await api.queued()).toEqual(["post.published", "post.published"]);
  });

  test("a published post is in every list at once; an archived one in none", async ({ api }) => {
    const author = await api.make.user().author().create();
    const category = await api.make.category().create();
    const post = await api.make.post().by(author).in(category).create();
    const lists = async () => {
      const reader = api.as(null, {
        changes: { ...api.services.changes, version: () => `${Math.random()}` },
      });
      const found = await Promise.all([
        reader.post.list({}),
        reader.post.list({ category: category.slug }),
        reader.post.list({ author: author.handle }),
      ]);
      return found.map(({ items }) => items.length);
    };
    expect(await lists()).toEqual([0, 0, 0]);
    await api.as(author).post.publish({ ids: [post.id] });
    expect(await lists()).toEqual([1, 1, 1]);
    await api.as(author).post.archive({ ids: [post.id] });
    expect(await lists()).toEqual([0, 0, 0]);
    const [back] = await api.as(author).post.publish({ ids: [post.id] });
    expect(back?.publishedAt).toBeInstanceOf(Date);
    expect(await lists()).toEqual([1, 1, 1]);
  });

  test("every process hears of it when it commits, and what it remembered is not found again", async ({
    api,
  }) => {
    const author = await api.make.user().author().create();
    const post = await api.make.post().by(author).create();
    expect((await api.as(null).post.list({})).items).toHaveLength(0);
    const heard = new Promise<readonly string[]>((resolve) => {
      const stop = api.services.changes.subscribe((tags) => {
        stop();
        resolve(tags);
      });
    });
    await api.as(author).post.publish({ ids: [post.id] });
    expect(await heard).toContain("posts");
    expect((await api.as(null).post.list({})).items).toHaveLength(1);
  });

  test("a schedule is kept, may not lie in the past, and goes out when it is due", async ({
    api,
  }) => {
    const { publishDuePosts } = await import("./publishing.ts");
    const author = await api.make.user().author().create();
    const post = await api.make.post().by(author).create();
    const at = new Date(Date.now() + 60_000);
    await expect(
      api.as(author).post.schedule({ ids: [post.id], at: new Date(0) }),
    ).rejects.toMatchObject({ code: "BAD_REQUEST" });
    expect(await api.as(author).post.schedule({ ids: [post.id], at })).toMatchObject([
      { status: "scheduled", scheduledAt: at },
    ]);
    expect(await api.queued()).toEqual(["post.scheduled"]);

    expect(await publishDuePosts(api.ctx(null))).toBe(0);
    expect(await publishDuePosts(api.ctx(null, { now: () => at }))).toBe(1);
    expect(await publishDuePosts(api.ctx(null, { now: () => at }))).toBe(0);
    expect(await api.as(null).post.bySlug({ slug: post.slug })).toMatchObject({ publishedAt: at });
  });

  test("what is published is not deleted; what is archived is, with its addresses", async ({
    api,
  }) => {
    const author = await api.make.user().author().create();
    const post = await api.make.post().by(author).published().create();
    const caller = api.as(author);
    await expect(caller.post.delete({ ids: [post.id] })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    await caller.post.archive({ ids: [post.id] });
    await Redirects.point(api.db, [{ path: "/old", postId: post.id }]);
    expect(await caller.post.delete({ ids: [post.id] })).toHaveLength(1);
    expect(await api.as(null).post.resolvePath({ path: "/old" })).toEqual({
      slug: null,
      path: null,
    });
  });

  test("authors hear that their post went out when somebody else let it", async ({ api }) => {
    const { notifyAuthors } = await import("./notify.ts");
    const [author, editor] = [
      await api.make.user().author().create(),
      await api.make.user().editor().create(),
    ];
    const post = await api.make.post().by(author, editor).create();
    await api.as(editor).post.publish({ ids: [post.id] });
    await notifyAuthors(api.ctx(null), post.id);
    await notifyAuthors(api.ctx(null), post.id);
    expect(await api.payloads("mail.requested")).toMatchObject([{ to: author.email }]);
  });
});

describe("import", () => {
  const post = {
    sourcePath: "blog/a.md",
    title: "From elsewhere",
    slug: "from-elsewhere",
    body: "Some *text*.",
    status: "published" as const,
    publishedAt: new Date("2014-05-06"),
    authors: [{ name: "Ada Byron" }, { name: "Grace Hopper" }],
    categories: ["release"],
    tags: ["news"],
    aliases: ["/2014/05/from-elsewhere"],
  };

  test("old addresses lead on however they were written, and those that none can ask for are refused", async ({
    api,
  }) => {
    const desk = api.as(await api.make.user().editor().create());
    const written = ["/x/", "/old path", "/old/é", "/a?b=c", "https://old.test/blog/one", "early"];
    await desk.post.import({ posts: [{ ...post, aliases: written }] });
    for (const asked of ["/x", "/x/", "/old path", "/old/é", "/a", "/blog/one", "/posts/early"]) {
      // As the browser asks for it.
      const { pathname } = new URL(asked, "https://blog.example");
      const { path } = await api.as(null).post.resolvePath({ path: pathname });
      expect([asked, path]).toEqual([asked, `/posts/${post.slug}`]);
    }
    for (const alias of ["/", "/../up", "javascript:x", "/100%", "?b=c"])
      await expect(
        desk.post.import({ posts: [{ ...post, aliases: ["/fine", alias] }] }),
      ).rejects.toMatchObject({
        cause: { code: "validation", details: [{ field: "posts.0.aliases.1" }] },
      });
  });

  test("is repeatable, and sees what has changed", async ({ api }) => {
    const editor = await api.make.user().editor().create();
    const run = (...posts: (typeof post)[]) => api.as(editor).post.import({ posts });
    expect(await run(post)).toMatchObject({ created: ["blog/a.md"], updated: [], unchanged: [] });
    expect(await run(post)).toMatchObject({ created: [], updated: [], unchanged: ["blog/a.md"] });
    expect(await run({ ...post, title: "Changed", slug: "changed" })).toMatchObject({
      updated: ["blog/a.md"],
    });

    const read = await api.as(null).post.bySlug({ slug: "changed" });
    expect(read).toMatchObject({
      title: "Changed",
      publishedAt: post.publishedAt,
      authors: [{ handle: "ada-byron" }, { handle: "grace-hopper" }],
      categories: [{ slug: "release", name: "Release" }],
      tags: [{ slug: "news" }],
    });
    for (const path of ["/2014/05/from-elsewhere", "/posts/from-elsewhere"])
      expect(await api.as(null).post.resolvePath({ path })).toEqual({
        slug: "changed",
        path: "/posts/changed",
      });
  });

  test("a name alone never takes over an account", async ({ api }) => {
    const editor = await api.make.user().editor().create();
    const account = await api.make
      .user()
      .author()
      .with({ handle: "ada-byron", name: "Ada Byron" })
      .create();
    await api.as(editor).post.import({ posts: [post] });
    const read = await api.as(null).post.bySlug({ slug: post.slug });
    expect(read.authors[0]?.id).not.toBe(account.id);
  });

  test("a post whose address is taken is skipped with its reason; the others come in", async ({
    api,
  }) => {
    const editor = await api.make.user().editor().create();
    await api.make.post().with({ slug: post.slug }).create();
    const outcome = await api.as(editor).post.import({
      posts: [post, { ...post, sourcePath: "blog/b.md", slug: "b" }],
    });
    expect(outcome).toMatchObject({
      created: ["blog/b.md"],
      skipped: [{ file: "blog/a.md", reason: expect.stringContaining(post.slug) as string }],
    });
  });

  test("a dry run changes nothing, and two imports at once make each post once", async ({
    api,
  }) => {
    const editor = await api.make.user().editor().create();
    const dry = await api.as(editor).post.import({ posts: [post], dryRun: true });
    expect(dry.created).toHaveLength(1);
    expect(await Posts.select(api.db)).toEqual([]);

    const both = await Promise.all([1, 2].map(() => api.as(editor).post.import({ posts: [post] })));
    expect(both.flatMap(({ created }) => created)).toHaveLength(1);
    expect(await Posts.select(api.db)).toHaveLength(1);
  });

  test("is for editors, and a default author must have an account", async ({ api }) => {
    const [author, editor] = [
      await api.make.user().author().create(),
      await api.make.user().editor().create(),
    ];
    await expect(api.as(author).post.import({ posts: [post] })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const nameless = { ...post, authors: [] };
    await expect(
      api.as(editor).post.import({ posts: [nameless], defaultAuthor: "nobody@example.com" }),
    ).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await api.as(editor).post.import({ posts: [nameless], defaultAuthor: author.email });
    const read = await api.as(null).post.bySlug({ slug: post.slug });
    expect(read.authors).toMatchObject([{ id: author.id }]);
  });
});
