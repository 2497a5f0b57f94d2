import { AuditLogs, Comments, Posts, Settings } from "@quoin/db";
import { describe, expect } from "vitest";
import { type TestApi, test } from "../testing/index.ts";
import { notifyModerators } from "./notify.ts";

const ghost = "0190b2f0-0000-7000-8000-000000000000";
const refusal = (code: string) => ({ cause: { code } });

const published = (api: TestApi) => api.make.post().published().create();

describe("reading", () => {
  test("threads come oldest first, each with its replies in reading order", async ({ api }) => {
    const post = await published(api);
    const robin = await api.make.user().author().named("Robin").create();
    const make = () => api.make.comment().approved().on(post);
    const first = await make().create();
    const second = await make().by(robin).create();
    const answer = await make().answering(first).create();
    const other = await make().answering(first).create();
    const below = await make().answering(answer).create();
    await make().status("pending").create();
    await make().status("pending").answering(first).create();
    await make().spam().create();
    await make().create();

    const reader = api.as(null);
    const page = await reader.comment.list({ postId: post.id, limit: 2 });
    expect(page).toMatchObject({ total: 6, isOpen: true, previousCursor: null });
    expect(page.items.map(({ id }) => id)).toEqual([first.id, second.id]);
    expect(page.items[0]?.replies.map(({ id }) => id)).toEqual([answer.id, below.id, other.id]);
    expect(page.items[0]?.replies.map(({ depth }) => depth)).toEqual([1, 2, 1]);
    expect(page.items[1]?.author).toEqual({
      name: "Robin",
      handle: robin.handle,
      isAuthor: true,
    });

    const bySlug = await reader.comment.list({ slug: post.slug, cursor: page.nextCursor });
    expect(bySlug.items).toHaveLength(1);
    expect(bySlug.nextCursor).toBeNull();
  });

  test("a long thread comes cut, and whole page by page", async ({ api }) => {
    const post = await published(api);
    const root = await api.make.comment().approved().on(post).create();
    await api.make.comment().approved().answering(root).createMany(103);

    const reader = api.as(null);
    const { items } = await reader.comment.list({ postId: post.id });
    expect(items[0]?.replies).toHaveLength(100);
    expect(items[0]?.hasMoreReplies).toBe(true);

    const first = await reader.comment.replies({ rootId: root.id, limit: 100 });
    const rest = await reader.comment.replies({ rootId: root.id, cursor: first.nextCursor });
    expect(first.items).toHaveLength(100);
    expect(rest.items).toHaveLength(3);
    expect(rest.nextCursor).toBeNull();
  });

  test("what a moderator took away hides what stood below it at the top only", async ({ api }) => {
    const post = await published(api);
    const make = () => api.make.comment().approved().on(post);
    const root = await make().create();
    const middle = await make().answering(root).create();
    const leaf = await make().answering(middle).create();
    const editor = await api.make.user().editor().create();

    await api.as(editor).comment.remove({ ids: [middle.id] });
    const cut = await api.as(null).comment.list({ postId: post.id, limit: 99 });
    expect(cut.items[0]?.replies).toMatchObject([{ id: leaf.id, parentId: root.id, depth: 1 }]);
    expect(cut.total).toBe(2);

    await api.as(editor).comment.remove({ ids: [root.id] });
    const gone = await api.as(null).comment.list({ postId: post.id, limit: 98 });
    expect(gone).toMatchObject({ items: [], total: 0 });
    await expect(api.as(null).comment.replies({ rootId: root.id })).rejects.toMatchObject(
      refusal("not_found"),
    );
  });

  test("only published posts have a conversation, and one name is enough", async ({ api }) => {
    const draft = await api.make.post().draft().create();
    const hidden = await api.make.comment().approved().on(draft).create();
    const reader = api.as(null);
    for (const wanted of [{ postId: draft.id }, { slug: draft.slug }, { postId: ghost }])
      await expect(reader.comment.list(wanted)).rejects.toMatchObject(refusal("not_found"));
    await expect(reader.comment.replies({ rootId: hidden.id })).rejects.toMatchObject(
      refusal("not_found"),
    );
    for (const wanted of [{}, { postId: draft.id, slug: draft.slug }, { postId: "1" }])
      await expect(reader.comment.list(wanted)).rejects.toMatchObject(refusal("validation"));
  });

  test("a cursor of another post's conversation is refused", async ({ api }) => {
    const post = await published(api);
    const other = await published(api);
    await api.make.comment().approved().on(post).createMany(2);
    const { nextCursor } = await api.as(null).comment.list({ postId: post.id, limit: 1 });
    await expect(
      api.as(null).comment.list({ postId: other.id, cursor: nextCursor }),
    ).rejects.toMatchObject(refusal("validation"));
  });
});

describe("writing", () => {
  test("a reader's comment waits, and only its writer sees it", async ({ api }) => {
    const post = await published(api);
    const [reader, stranger] = await api.make.user().createMany(2);
    const made = await api
      .as(reader!)
      .comment.create({ postId: post.id, body: "  It *folds*.\r\n<script>alert(1)</script> " });

    expect(made).toMatchObject({ status: "pending", depth: 0, parentId: null });
    expect(made.author).toEqual({ name: reader!.name, handle: reader!.handle, isAuthor: false });
    expect(made.html).toContain("<em>folds</em>");
    expect(made.html).not.toContain("<script");
    expect(await api.queued()).toEqual(["comment.submitted"]);
    expect(await api.payloads("comment.submitted")).toEqual([{ commentId: made.id }]);

    const mine = await api.as(reader!).comment.mine({ postId: post.id });
    expect(mine.map(({ id }) => id)).toEqual([made.id]);
    expect(await api.as(stranger!).comment.mine({ postId: post.id })).toEqual([]);
    const shown = await api.as(null).comment.list({ postId: post.id });
    expect(shown).toMatchObject({ items: [], total: 0 });
  });

  test("the post's own authors and editors are heard at once, other authors wait", async ({
    api,
  }) => {
    const [owner, coauthor, other] = await api.make.user().author().createMany(3);
    const editor = await api.make.user().editor().create();
    const post = await api.make.post().published().by(owner!, coauthor!).create();
    const statusOf = async (user: typeof editor) => {
      const body = `From ${user.handle}`;
      return (await api.as(user).comment.create({ postId: post.id, body })).status;
    };
    expect(await statusOf(owner!)).toBe("approved");
    expect(await statusOf(coauthor!)).toBe("approved");
    expect(await statusOf(editor)).toBe("approved");
    expect(await statusOf(other!)).toBe("pending");
  });

  test("an answer joins its thread", async ({ api }) => {
    const post = await published(api);
    const root = await api.make.comment().approved().on(post).create();
    const answer = await api.make.comment().approved().answering(root).create();
    const reader = await api.make.user().create();
    const make = (parentId: string) =>
      api.as(reader).comment.create({ postId: post.id, parentId, body: "Yes" });

    const made = await make(answer.id);
    const [row] = await Comments.select(api.db, { id: made.id });
    expect(row).toMatchObject({ parentId: answer.id, rootId: root.id, depth: 2 });

    const waiting = await api.make.comment().on(post).create();
    const elsewhere = await api.make.comment().approved().create();
    for (const parentId of [waiting.id, elsewhere.id, ghost])
      await expect(make(parentId)).rejects.toMatchObject({
        cause: { code: "not_found", details: [{ field: "parentId" }] },
      });
  });

  test("the same words sent twice, or at the same moment, are one comment", async ({ api }) => {
    const post = await published(api);
    const reader = await api.make.user().create();
    const say = (body: string, now?: Date) =>
      api.as(reader, now ? { now: () => now } : {}).comment.create({ postId: post.id, body });

    const [one, other] = await Promise.all([say("Twice"), say("Twice")]);
    expect(one?.id).toBe(other?.id);
    expect((await say("Twice\n")).id).toBe(one?.id);
    expect((await say("Once")).id).not.toBe(one?.id);
    expect((await say("Twice", new Date(Date.now() + 6 * 60_000))).id).not.toBe(one?.id);
    expect(await api.queued()).toHaveLength(3);
  });

  test("nothing is taken where comments are closed or the post is not out", async ({ api }) => {
    const reader = await api.make.user().create();
    const say = (postId: string) => api.as(reader).comment.create({ postId, body: "Hello" });
    const closed = await api.make.post().published().with({ commentsOpen: false }).create();
    const draft = await api.make.post().draft().create();
    const open = await published(api);

    await expect(say(closed.id)).rejects.toMatchObject(refusal("conflict"));
    for (const id of [draft.id, ghost])
      await expect(say(id)).rejects.toMatchObject(refusal("not_found"));
    await say(open.id);
    await Settings.update(api.db, { singleton: true }, { commentsOpen: false });
    await expect(say(open.id)).rejects.toMatchObject(refusal("conflict"));
    expect((await api.as(null).comment.list({ postId: closed.id })).isOpen).toBe(false);
    expect(await Comments.select(api.db)).toHaveLength(1);
  });

  test("strangers cannot comment, and words that cannot be stored are refused", async ({ api }) => {
    const post = await published(api);
    const reader = await api.make.user().create();
    await expect(
      api.as(null).comment.create({ postId: post.id, body: "Hello" }),
    ).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    await expect(api.as(null).comment.mine({ postId: post.id })).rejects.toMatchObject({
      code: "UNAUTHORIZED",
    });
    for (const body of ["", " \n ", "\u200b", "a\0b", "\ud800", "\u0007", "x".repeat(5_001)])
      await expect(api.as(reader).comment.create({ postId: post.id, body })).rejects.toMatchObject({
        code: "BAD_REQUEST",
        message: expect.stringMatching(/^body: /),
      });
    expect(await Comments.select(api.db)).toEqual([]);
  });

  test("at most ten comments in ten minutes", async ({ api }) => {
    const post = await published(api);
    const reader = await api.make.user().create();
    const say = (body: string) => api.as(reader).comment.create({ postId: post.id, body });
    for (let at = 0; at < 10; at++) await say(`Comment ${at}`);
    await expect(say("One more")).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
  });

  test("a writer takes back what still waits, and nothing else", async ({ api }) => {
    const post = await published(api);
    const [reader, stranger] = await api.make.user().createMany(2);
    const make = () => api.make.comment().on(post).by(reader!);
    const [one, two] = await make().createMany(2);
    const out = await make().approved().create();
    const theirs = await api.make.comment().on(post).by(stranger!).create();
    const withdraw = (...ids: string[]) => api.as(reader!).comment.withdraw({ ids });

    await expect(withdraw(one!.id, theirs.id)).rejects.toMatchObject(refusal("not_allowed"));
    await expect(withdraw(one!.id, out.id)).rejects.toMatchObject(refusal("conflict"));
    await expect(withdraw(one!.id, ghost)).rejects.toMatchObject({
      cause: { code: "not_found", details: [{ issue: `${ghost} does not exist` }] },
    });
    await expect(api.as(null).comment.withdraw({ ids: [one!.id] })).rejects.toMatchObject({
      code: "UNAUTHORIZED",
    });
    expect(await withdraw(one!.id, two!.id)).toEqual([{ id: one!.id }, { id: two!.id }]);
    expect(await Comments.select(api.db, { authorId: reader!.id })).toHaveLength(1);
  });

  test("what others have answered is not taken back", async ({ api }) => {
    const reader = await api.make.user().create();
    const hidden = await api.make.comment().by(reader).create();
    await api.make.comment().approved().answering(hidden).create();
    await expect(api.as(reader).comment.withdraw({ ids: [hidden.id] })).rejects.toMatchObject(
      refusal("conflict"),
    );
  });
});

describe("moderating", () => {
  test("the queue shows what a decision needs", async ({ api }) => {
    const post = await published(api);
    const reader = await api.make.user().named("Ash").create();
    const root = await api.make.comment().approved().on(post).create();
    await api.make.comment().approved().on(post).by(reader).createMany(2);
    await api.make.comment().spam().by(reader).create();
    const older = await api.make.comment().on(post).create();
    const asked = await api.make.comment().answering(root).by(reader).create();
    const editor = await api.make.user().editor().create();

    const first = await api.as(editor).comment.queue({ limit: 1 });
    expect(first.items).toMatchObject([
      {
        id: asked.id,
        body: asked.body,
        author: { name: "Ash", email: reader.email, approvedCount: 2, refusedCount: 1 },
        post: { id: post.id, title: post.title, approvedCount: 3, pendingCount: 2 },
        parent: { id: root.id, body: root.body },
      },
    ]);
    const second = await api.as(editor).comment.queue({ cursor: first.nextCursor });
    expect(second.items).toMatchObject([{ id: older.id, parent: null }]);
    expect((await api.as(editor).comment.queue({ status: "spam" })).items).toHaveLength(1);
    expect(await api.as(editor).comment.counts()).toEqual({
      pending: 2,
      approved: 3,
      spam: 1,
      deleted: 0,
    });
    await expect(
      api.as(editor).comment.queue({ status: "spam", cursor: first.nextCursor }),
    ).rejects.toMatchObject(refusal("validation"));
  });

  test("a decision moves what is not there yet, is written down and can be undone", async ({
    api,
  }) => {
    const post = await published(api);
    const [one, two] = await api.make.comment().on(post).createMany(2);
    const out = await api.make.comment().approved().on(post).create();
    const editor = await api.make.user().editor().create();
    const desk = api.as(editor).comment;
    const ids = [two!.id, out.id, one!.id];

    expect(await desk.approve({ ids })).toEqual([
      { id: two!.id, status: "approved", previous: "pending" },
      { id: one!.id, status: "approved", previous: "pending" },
    ]);
    expect(await desk.approve({ ids })).toEqual([]);
    expect(await api.as(null).comment.list({ postId: post.id })).toMatchObject({ total: 3 });

    const undone = await desk.restore({ ids: [one!.id, two!.id] });
    expect(undone.map(({ previous }) => previous)).toEqual(["approved", "approved"]);
    expect(await desk.markSpam({ ids: [one!.id] })).toMatchObject([{ previous: "pending" }]);
    expect(await desk.remove({ ids: [one!.id] })).toMatchObject([{ previous: "spam" }]);
    expect(await desk.restore({ ids: [one!.id], status: "spam" })).toMatchObject([
      { status: "spam", previous: "deleted" },
    ]);

    const admin = await api.make.user().admin().create();
    const log = await api.as(admin).audit.list({ entityId: one!.id });
    expect(log.items.map(({ action }) => action).toReversed()).toEqual([
      "comment.approved",
      "comment.restored",
      "comment.marked_spam",
      "comment.removed",
      "comment.restored",
    ]);
  });

  test("each writer hears once that a comment of theirs is out", async ({ api }) => {
    const post = await published(api);
    const reader = await api.make.user().create();
    const editor = await api.make.user().editor().create();
    const banned = await api.make.user().banned().create();
    const theirs = await api.make.comment().on(post).by(reader).create();
    const own = await api.make.comment().on(post).by(editor).create();
    const refused = await api.make.comment().on(post).by(banned).create();
    const ids = [theirs.id, own.id, refused.id];

    await api.as(editor).comment.approve({ ids });
    await api.as(editor).comment.restore({ ids });
    await api.as(editor).comment.approve({ ids });
    const mails = await api.payloads("mail.requested");
    expect(mails).toMatchObject([{ to: reader.email }]);
    expect(JSON.stringify(mails)).toContain(`/posts/${post.slug}#comment-${theirs.id}`);
  });

  test("an unknown comment beside a known one changes nothing", async ({ api }) => {
    const comment = await api.make.comment().create();
    const editor = await api.make.user().editor().create();
    const desk = api.as(editor).comment;
    const ids = [comment.id, ghost];
    for (const decide of [desk.approve, desk.markSpam, desk.remove, desk.restore])
      await expect(decide({ ids })).rejects.toMatchObject({
        cause: { code: "not_found", details: [{ issue: `${ghost} does not exist` }] },
      });
    for (const wrong of [[], ["1"], Array.from({ length: 101 }, () => comment.id)])
      await expect(desk.approve({ ids: wrong })).rejects.toMatchObject(refusal("validation"));
    expect(await Comments.select(api.db, { status: "pending" })).toHaveLength(1);
    expect(await AuditLogs.select(api.db)).toEqual([]);
  });

  test("only editors moderate", async ({ api }) => {
    const comment = await api.make.comment().create();
    const ids = [comment.id];
    const author = await api.make.user().author().create();
    for (const [user, code] of [
      [null, "UNAUTHORIZED"],
      [author, "FORBIDDEN"],
    ] as const) {
      const desk = api.as(user).comment;
      for (const call of [
        () => desk.queue({}),
        () => desk.counts(),
        () => desk.approve({ ids }),
        () => desk.markSpam({ ids }),
        () => desk.remove({ ids }),
        () => desk.restore({ ids }),
      ])
        await expect(call()).rejects.toMatchObject({ code });
    }
    expect(await Comments.select(api.db, { status: "pending" })).toHaveLength(1);
  });

  test("an approved comment is counted on its post's line at once", async ({ api }) => {
    const comment = await api.make.comment().create();
    const [post] = await Posts.select(api.db, { id: comment.postId });
    const editor = await api.make.user().editor().create();
    const count = async () => (await api.as(null).post.bySlug({ slug: post!.slug })).commentCount;
    expect(await count()).toBe(0);
    await api.as(editor).comment.approve({ ids: [comment.id] });
    await expect.poll(count).toBe(1);
  });
});

describe("telling moderators", () => {
  test("each editor gets one mail a post, while a comment of it waits", async ({ api }) => {
    const post = await published(api);
    const editor = await api.make.user().editor().create();
    const admin = await api.make.user().admin().create();
    await api.make.user().editor().banned().create();
    const [one, two] = await api.make.comment().on(post).createMany(2);
    const gone = await api.make.comment().spam().create();

    for (const { id } of [one!, two!, gone]) await notifyModerators(api.ctx(null), id);
    await notifyModerators(api.ctx(null), ghost);
    const mails = await api.payloads("mail.requested");
    const to = mails.map((mail) => (mail as { to: string }).to);
    expect(new Set(to)).toEqual(new Set([editor.email, admin.email]));
    expect(mails).toHaveLength(2);
    expect(JSON.stringify(mails)).toContain(one!.body);
  });
});
