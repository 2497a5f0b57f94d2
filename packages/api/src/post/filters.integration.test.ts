import type { User } from "@quoin/db";
import { describe, expect } from "vitest";
import { test, type TestApi } from "../testing/index.ts";

/** Posts in every place that a list can be narrowed to, and an empty place beside them. */
async function shelves(api: TestApi) {
  const [ann, ben] = await api.make.user().author().createMany(2);
  if (!ann || !ben) throw new Error("Two were made");
  const [repair, garden] = [
    await api.make.category().named("Repair").create(),
    await api.make.category().named("Garden").create(),
  ];
  const [wax, rope] = [
    await api.make.tag().named("wax").create(),
    await api.make.tag().named("rope").create(),
  ];
  let made = 0;
  const write = (
    by: readonly [User, ...User[]],
    category: typeof repair,
    tag: typeof wax,
    words: string,
  ) =>
    api.make
      .post()
      .by(...by)
      .in(category)
      .tagged(tag)
      .published(new Date(Date.UTC(2026, 0, ++made)))
      .with({ title: `Post ${made}`, slug: `post-${made}`, plainText: words })
      .create();
  await write([ann], repair, wax, "a drawer and a candle");
  await write([ann], repair, rope, "a drawer");
  await write([ben, ann], repair, wax, "a drawer, a drawer, a drawer");
  await write([ben], garden, wax, "a drawer");
  await write([ben], garden, rope, "a spade");
  return { ann, ben };
}

type Query = Readonly<Record<string, string>>;

async function ask(api: TestApi, query: Query, headers: Record<string, string> = {}) {
  const url = `http://localhost:3000/api/v1/posts?${new URLSearchParams(query).toString()}`;
  const response = await api.handler(new Request(url, { headers }));
  const body = (await response.json()) as {
    data?: { slug: string }[];
    meta: { nextCursor?: string | null };
  };
  const slugs = body.data?.map(({ slug }) => Number(slug.replace("post-", ""))) ?? [];
  return { status: response.status, slugs, next: body.meta.nextCursor ?? null };
}

/** A whole list, page by page of one post. */
async function walk(api: TestApi, query: Query, headers?: Record<string, string>) {
  const seen: number[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof ask>> = await ask(
      api,
      { ...query, limit: "1", ...(cursor && { cursor }) },
      headers,
    );
    expect(page.status).toBe(200);
    seen.push(...page.slugs);
    cursor = page.next;
  } while (cursor && seen.length < 10);
  return seen;
}

const keyOf = async (api: TestApi, user: User) => ({
  "x-api-key": (await api.as(user).key.create({ name: "Lists", role: user.role })).key,
});

describe("GET /api/v1/posts", () => {
  test("takes category, tag, author, q and sort in every combination", async ({ api }) => {
    const { ann, ben } = await shelves(api);
    const cases: [Query, number[]][] = [
      [{ category: "repair", tag: "wax" }, [3, 1]],
      [{ category: "repair", author: ann.handle }, [3, 2, 1]],
      [{ tag: "wax", author: ben.handle, sort: "oldest" }, [3, 4]],
      [{ category: "repair", tag: "wax", author: ben.handle }, [3]],
      [{ category: "garden", author: ann.handle }, []],
      [{ q: "drawer", sort: "newest" }, [4, 3, 2, 1]],
      [{ q: "drawer", sort: "oldest" }, [1, 2, 3, 4]],
      [{ q: "drawer", category: "repair", sort: "oldest" }, [1, 2, 3]],
      [{ q: "drawer", tag: "wax", sort: "newest" }, [4, 3, 1]],
      [{ q: "drawer", category: "repair", tag: "wax", author: ben.handle }, [3]],
      [{ q: "spade", category: "repair" }, []],
    ];
    for (const [query, expected] of cases) {
      const what = JSON.stringify(query);
      expect((await ask(api, query)).slugs, what).toEqual(expected);
      expect(await walk(api, query), what).toEqual(expected);
    }
    // By how well it answers: the one that says it thrice first.
    const ranked = await walk(api, { q: "drawer", author: ben.handle });
    expect(ranked).toEqual([3, 4]);
  });

  test("takes the same beside a status, for those who may see it", async ({ api }) => {
    const { ann, ben } = await shelves(api);
    const editor = await api.make.user().editor().create();
    await api.make.post().draft().by(ann).with({ title: "Post 6", slug: "post-6" }).create();
    const cases: [User, Query, number[]][] = [
      [editor, { status: "published", category: "repair", tag: "wax", sort: "oldest" }, [1, 3]],
      [editor, { status: "published", author: ann.handle }, [3, 2, 1]],
      [editor, { status: "published", q: "post 2" }, [2]],
      [editor, { status: "draft", author: ann.handle, q: "post" }, [6]],
      [editor, { status: "draft", category: "repair" }, []],
      // An author sees no more through another's name than through none.
      [ben, { status: "draft", author: ann.handle }, []],
      [ben, { status: "published", tag: "wax" }, [4, 3]],
    ];
    for (const [user, query, expected] of cases) {
      const headers = await keyOf(api, user);
      const { slugs } = await ask(api, query, headers);
      const what = JSON.stringify(query);
      // By the last change, which nobody here can tell.
      expect(new Set(slugs), what).toEqual(new Set(expected));
      const walked = await walk(api, query, headers);
      expect([walked.length, new Set(walked)], what).toEqual([expected.length, new Set(expected)]);
    }
    expect((await ask(api, { status: "published", tag: "wax" })).status).toBe(401);
    const reader = await api.make.user().create();
    expect((await ask(api, { status: "draft" }, await keyOf(api, reader))).status).toBe(403);
  });

  test("knows no cursor of another filter, order or search", async ({ api }) => {
    await shelves(api);
    const lists: Query[] = [
      {},
      { category: "repair" },
      { category: "repair", tag: "wax" },
      { tag: "wax" },
      { sort: "oldest" },
      { q: "drawer" },
      { q: "drawer", tag: "wax" },
      { q: "drawer", sort: "newest" },
      { q: "drawer", sort: "oldest" },
    ];
    const cursors = await Promise.all(
      lists.map(async (query) => (await ask(api, { ...query, limit: "1" })).next),
    );
    expect(cursors).not.toContain(null);
    for (const [at, query] of lists.entries())
      for (const [from, cursor] of cursors.entries()) {
        const { status } = await ask(api, { ...query, cursor: cursor ?? "" });
        expect(status, `${JSON.stringify(query)} from ${from}`).toBe(at === from ? 200 : 400);
      }
  });

  test("turns the page of the longest search there may be", async ({ api }) => {
    await api.make.post().published().with({ plainText: "drawer" }).createMany(2);
    const q = `drawer ${"-抽屜 ".repeat(48)}`.slice(0, 200).trim();
    expect(q.length).toBeGreaterThan(190);
    expect((await walk(api, { q })).length).toBe(2);
  });

  test("says that a place is not there, and that a parameter is not known", async ({ api }) => {
    await shelves(api);
    for (const query of [
      { tag: "nowhere" },
      { category: "repair", author: "nobody" },
      { q: "drawer", tag: "nowhere" },
    ])
      expect((await ask(api, query)).status).toBe(404);
    for (const query of [{ sort: "best" }, { q: "drawer", sort: "best" }, { mine: "true" }])
      expect((await ask(api, query)).status).toBe(400);
  });

  test("shows nobody a draft, an archived or a scheduled post through a filter", async ({
    api,
  }) => {
    const author = await api.make.user().author().create();
    const category = await api.make.category().named("Repair").create();
    const tag = await api.make.tag().named("wax").create();
    const post = () =>
      api.make.post().by(author).in(category).tagged(tag).with({ plainText: "drawer" });
    await post().draft().create();
    await post().archived().create();
    await post()
      .scheduled(new Date(Date.now() + 60_000))
      .create();
    // A tag of these alone would be as unknown as they are.
    expect((await ask(api, { tag: "wax" })).status).toBe(404);
    await api.make.post().published().tagged(tag).create();
    const filters = { category: "repair", tag: "wax", author: author.handle };
    for (const query of [filters, { ...filters, q: "drawer" }, { q: "drawer", sort: "newest" }])
      expect(await ask(api, query)).toMatchObject({ status: 200, slugs: [] });
  });

  test("says of somebody who only reads what it says of nobody", async ({ api }) => {
    const reader = await api.make.user().create();
    const profile = await api.make.user().profile().create();
    const author = await api.make.user().author().create();
    const nobody = (q: Query) => ask(api, { ...q, author: "nobody-at-all" });
    for (const query of [{}, { q: "drawer" }] as Query[]) {
      for (const { handle } of [reader, profile])
        expect(await ask(api, { ...query, author: handle })).toEqual(await nobody(query));
      expect((await nobody(query)).status).toBe(404);
      expect((await ask(api, { ...query, author: author.handle })).status).toBe(200);
    }
    const feed = (handle: string) => api.as(null).post.feed({ author: handle });
    const unknown: unknown = await feed("nobody-at-all").catch((error: unknown) => error);
    await expect(feed(reader.handle)).rejects.toEqual(unknown);

    // Who has written has a page, whatever they may do now.
    await api.make.post().published().by(profile).create();
    expect((await ask(api, { author: profile.handle })).slugs).toHaveLength(1);
  });
});
