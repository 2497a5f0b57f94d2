import { expect } from "vitest";
import { recordAudit } from "../audit/record.ts";
import { type TestApi, test } from "../testing/index.ts";

const day = 86_400_000;
const now = new Date("2026-11-20T17:30:00Z");
const ago = (days: number) => new Date(now.getTime() - days * day);
const clock = { now: () => now };

async function publicationOf(api: TestApi) {
  const author = await api.make
    .user()
    .author()
    .with({ createdAt: ago(1) })
    .create();
  const editor = await api.make
    .user()
    .editor()
    .with({ createdAt: ago(30) })
    .create();
  await api.make
    .user()
    .with({ createdAt: ago(300) })
    .create();
  await api.make
    .user()
    .profile()
    .with({ createdAt: ago(1) })
    .create();
  const mine = await api.make.post().by(author).published(ago(2)).create();
  const theirs = await api.make.post().by(editor).published(ago(2)).create();
  await api.make.post().by(editor).published(ago(100)).create();
  await api.make.post().by(editor).published(ago(300)).create();
  for (const at of [3, 1, 2, 5, 4, 6])
    await api.make
      .post()
      .by(author)
      .scheduled(new Date(now.getTime() + at * day))
      .create();
  for (const at of [3, 1, 2, 5, 4, 6])
    await api.make
      .post()
      .by(editor)
      .draft()
      .with({ updatedAt: ago(at) })
      .create();
  await api.make
    .post()
    .by(author)
    .draft()
    .with({ title: "Mine", updatedAt: ago(9) })
    .create();
  const comment = (days: number) =>
    api.make
      .comment()
      .by(editor)
      .with({ createdAt: ago(days) });
  await comment(3).on(mine).create();
  await comment(1).on(theirs).create();
  await comment(0).approved().on(theirs).create();
  await comment(40).approved().on(theirs).create();
  await comment(2).spam().on(theirs).create();
  await recordAudit(api.ctx(editor), api.db, [
    { action: "user.suspended", label: "Ash", details: { reason: "private" } },
  ]);
  return { author, editor };
}

test("editors see the whole publication, each figure beside the one before", async ({ api }) => {
  const { editor } = await publicationOf(api);
  const summary = await api.as(editor, clock).dashboard.summary();

  expect(summary).toMatchObject({
    scope: "everything",
    posts: { draft: 7, scheduled: 6, published: 4, archived: 0 },
    pendingComments: { count: 2, oldestAt: ago(3) },
    publishedPerWeek: { total: 2, previousTotal: 1 },
    commentsPerDay: { total: 3, previousTotal: 1 },
    readers: { total: 3, joined: 1, previouslyJoined: 1 },
  });
  expect(summary.publishedPerWeek.current).toHaveLength(12);
  expect(summary.publishedPerWeek.current.at(-1)).toEqual({ start: "2026-11-14", count: 2 });
  expect(summary.commentsPerDay.current).toHaveLength(28);
  expect(summary.commentsPerDay.current.at(-1)).toEqual({ start: "2026-11-20", count: 1 });
  const hours = summary.upcoming.map(({ scheduledAt }) => scheduledAt.getTime() - now.getTime());
  expect(hours).toEqual([1, 2, 3, 4, 5].map((days) => days * day));
  expect(summary.upcoming[0]?.authors).toHaveLength(1);
  expect(summary.drafts.map(({ updatedAt }) => updatedAt)).toEqual([1, 2, 3, 4, 5].map(ago));
  expect(summary.activity).toMatchObject([{ action: "user.suspended", label: "Ash" }]);
  expect(JSON.stringify(summary.activity)).not.toContain("private");
});

test("a day begins when it does where the publication is", async ({ api }) => {
  const admin = await api.make.user().admin().create();
  const post = await api.make.post().by(admin).published(ago(9)).create();
  const comment = (at: string) =>
    api.make
      .comment()
      .on(post)
      .with({ createdAt: new Date(at) })
      .create();
  // In Vienna the 20th began an hour before it did in UTC, in Tokyo nine.
  await comment("2026-11-19T22:59:59.999Z");
  await comment("2026-11-19T23:00:00Z");
  await comment("2026-11-20T17:00:00Z");
  const perDay = async () => {
    const { current } = (await api.as(admin, clock).dashboard.summary()).commentsPerDay;
    return current.slice(-2).map(({ start, count }) => [start, count]);
  };
  expect(await perDay()).toEqual([
    ["2026-11-19", 2],
    ["2026-11-20", 1],
  ]);
  await api.as(admin).settings.update({ timeZone: "Europe/Vienna" });
  await expect.poll(perDay).toEqual([
    ["2026-11-19", 1],
    ["2026-11-20", 2],
  ]);
  await api.as(admin).settings.update({ timeZone: "Asia/Tokyo" });
  await expect.poll(perDay).toEqual([
    ["2026-11-20", 2],
    ["2026-11-21", 1],
  ]);
});

test("authors see their own posts, and what was said under them", async ({ api }) => {
  const { author } = await publicationOf(api);
  const summary = await api.as(author, clock).dashboard.summary();
  expect(summary).toMatchObject({
    scope: "own",
    posts: { draft: 1, scheduled: 6, published: 1, archived: 0 },
    pendingComments: { count: 1, oldestAt: ago(3) },
    publishedPerWeek: { total: 1, previousTotal: 0 },
    commentsPerDay: { total: 1, previousTotal: 0 },
    drafts: [{ title: "Mine" }],
    activity: null,
    readers: null,
  });
});

test("an empty publication has figures too, and readers have no dashboard", async ({ api }) => {
  const editor = await api.make.user().editor().create();
  const reader = await api.make.user().create();
  expect(await api.as(editor).dashboard.summary()).toMatchObject({
    posts: { draft: 0, scheduled: 0, published: 0, archived: 0 },
    pendingComments: { count: 0, oldestAt: null },
    publishedPerWeek: { total: 0, previousTotal: 0 },
    upcoming: [],
    drafts: [],
    activity: [],
  });
  await expect(api.as(reader).dashboard.summary()).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(api.as(null).dashboard.summary()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
});
