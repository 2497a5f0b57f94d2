import { setTimeout as sleep } from "node:timers/promises";
import { isTrackedEnvelope } from "@trpc/server";
import type { SessionUser } from "@quoin/auth";
import { Comments } from "@quoin/db";
import { describe, expect } from "vitest";
import { z } from "zod";
import { openServices } from "../services.ts";
import { createHandler } from "../handler.ts";
import { type TestApi, test } from "../testing/index.ts";
import { openLiveComments } from "./live.ts";
import type { ShownComment } from "./output.ts";
import { MAX_STREAMS_OF_ADDRESS } from "./streams.ts";

interface Event {
  readonly id: string;
  readonly words: string | null;
}

const wordsOf = (comment: { html: string } | null): string | null =>
  comment && comment.html.replace(/<[^>]*>/g, "").trim();

/** Takes events off a subscription until there are as many as asked for. */
async function take(events: AsyncIterator<unknown>, count: number): Promise<Event[]> {
  const taken: Event[] = [];
  while (taken.length < count) {
    const { value, done } = await events.next();
    if (done || !isTrackedEnvelope<ShownComment | null>(value)) break;
    taken.push({ id: String(value[0]), words: wordsOf(value[1]) });
  }
  return taken;
}

const withHtml = z.object({ html: z.string() });
const trpcData = z.object({ json: withHtml });

/** The same over HTTP, from the bytes of an event stream. */
async function* read(
  response: Response,
  unwrap: (data: unknown) => { html: string } = (data) => withHtml.parse(data),
): AsyncGenerator<Event> {
  let text = "";
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const fields = new Map(
        block.split("\n").map((line) => {
          const at = line.indexOf(": ");
          return [line.slice(0, at), line.slice(at + 2)] as const;
        }),
      );
      const id = fields.get("id");
      if (id === undefined) continue;
      const data = fields.get("data");
      yield { id, words: data === undefined ? null : wordsOf(unwrap(JSON.parse(data))) };
    }
  }
}

const url = (postId: string, query = "") =>
  `http://localhost:3000/api/v1/posts/${postId}/comments/live${query}`;

async function stage(api: TestApi) {
  const [editor, reader] = [
    await api.make.user().editor().create(),
    await api.make.user().create(),
  ];
  const post = await api.make.post().published().by(editor).create();
  const say = (...words: string[]) => sayAll(api, editor, post.id, words);
  return { editor, reader, post, say };
}

/** Comments that an editor's account lets in at once. */
async function sayAll(api: TestApi, editor: SessionUser, postId: string, words: readonly string[]) {
  for (const body of words)
    await api.make
      .comment()
      .on({ id: postId })
      .by(editor)
      .with({ body, html: `<p>${body}</p>`, status: "approved" })
      .create();
  await api.services.changes.announce(api.db, ["comments"]);
}

describe("comment.live", () => {
  test("tells each comment once, in the order in which readers could see it", async ({ api }) => {
    const { editor, reader, post, say } = await stage(api);
    await say("before");
    const waiting = await api.as(reader).comment.create({ postId: post.id, body: "waits" });
    const events = (await api.as(null).comment.live({ postId: post.id }))[Symbol.asyncIterator]();
    expect(await take(events, 1)).toMatchObject([{ words: null }]);
    await say("one", "two");
    expect(await take(events, 2)).toMatchObject([{ words: "one" }, { words: "two" }]);
    // Written before them, seen after them.
    await api.as(editor).comment.approve({ ids: [waiting.id] });
    expect(await take(events, 1)).toMatchObject([{ words: "waits" }]);
    await events.return?.();
  });

  test("shows nobody what is pending, spam or removed, or stands under another post", async ({
    api,
  }) => {
    const { editor, reader, post, say } = await stage(api);
    const other = await api.make.post().published().create();
    const events = (await api.as(null).comment.live({ slug: post.slug }))[Symbol.asyncIterator]();
    await take(events, 1);
    const hidden = await api.as(reader).comment.create({ postId: post.id, body: "hidden" });
    await api.as(editor).comment.markSpam({ ids: [hidden.id] });
    await sayAll(api, editor, other.id, ["elsewhere"]);
    await say("seen");
    expect(await take(events, 1)).toMatchObject([{ words: "seen" }]);
    await events.return?.();
  });

  test("goes on after any event as if there had been no break", async ({ api }) => {
    const { post, say } = await stage(api);
    const first = (await api.as(null).comment.live({ postId: post.id }))[Symbol.asyncIterator]();
    const [start] = await take(first, 1);
    await say("1", "2", "3", "4", "5");
    const seen = await take(first, 5);
    await first.return?.();
    await say("6", "7");
    const all = ["1", "2", "3", "4", "5", "6", "7"];
    for (const [at, event] of [start!, ...seen].entries()) {
      const again = (await api.as(null).comment.live({ postId: post.id, lastEventId: event.id }))[
        Symbol.asyncIterator
      ]();
      const rest = await take(again, all.length - at);
      expect(rest.map(({ words }) => words)).toEqual(all.slice(at));
      await again.return?.();
    }
  });

  test("loses and doubles none of those that many let in at once", async ({ api }) => {
    const { editor, post } = await stage(api);
    const comments = await api.make.comment().on(post).with({ status: "pending" }).createMany(40);
    const seen: string[] = [];
    const follow = async (lastEventId?: string): Promise<void> => {
      // Breaks after every seventh event, and comes back.
      const events = (
        await api.as(null).comment.live({ postId: post.id, ...(lastEventId && { lastEventId }) })
      )[Symbol.asyncIterator]();
      let last = lastEventId;
      for (let count = 0; count < 7 && seen.length < 40; count++) {
        const { value } = await events.next();
        if (!isTrackedEnvelope<ShownComment | null>(value)) break;
        last = String(value[0]);
        if (value[1]) seen.push(value[1].id);
      }
      await events.return?.();
      if (seen.length < 40) return follow(last);
    };
    const following = follow("0");
    await Promise.all(comments.map(({ id }) => api.as(editor).comment.approve({ ids: [id] })));
    await following;
    expect(seen.toSorted()).toEqual(comments.map(({ id }) => id).toSorted());
  });

  test("200 under a reader who takes their time arrive once each", async ({ api }) => {
    const { editor, post } = await stage(api);
    const stream = await openLiveComments(api.ctx(null), { postId: post.id });
    await stream.next();
    await Comments.insert(
      api.db,
      Array.from({ length: 200 }, (_, at) => ({
        postId: post.id,
        authorId: editor.id,
        body: String(at),
        html: `<p>${at}</p>`,
        status: "approved" as const,
      })),
    );
    await api.services.changes.announce(api.db, ["comments"]);
    const words: (string | null)[] = [];
    for await (const { comment } of stream) {
      words.push(wordsOf(comment));
      if (words.length % 20 === 0) await sleep(5);
      if (words.length === 200) break;
    }
    expect(words).toEqual(Array.from({ length: 200 }, (_, at) => String(at)));
  });

  test("misses nothing while the database cannot be heard", async ({ api }) => {
    const { post, say } = await stage(api);
    const events = (await api.as(null).comment.live({ postId: post.id }))[Symbol.asyncIterator]();
    await take(events, 1);
    await api.db.execute(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'quoin listener' and datname = current_database()`,
    );
    await say("1", "2");
    expect(await take(events, 2)).toMatchObject([{ words: "1" }, { words: "2" }]);
    await events.return?.();
  });

  test("over HTTP a break costs nothing either", async ({ api }) => {
    const { post, say } = await stage(api);
    await say("1", "2", "3");
    const input = encodeURIComponent(JSON.stringify({ json: { postId: post.id } }));
    const ask = (lastEventId: string) =>
      api.handler(
        new Request(`http://localhost:3000/api/trpc/comment.live?input=${input}`, {
          headers: { accept: "text/event-stream", "last-event-id": lastEventId },
        }),
      );
    const all = read(await ask("0"), (data) => trpcData.parse(data).json);
    const { value: first } = await all.next();
    await all.return(undefined);
    expect(first).toMatchObject({ words: "1" });
    const rest = read(await ask(first!.id), (data) => trpcData.parse(data).json);
    expect((await rest.next()).value).toMatchObject({ words: "2" });
    expect((await rest.next()).value).toMatchObject({ words: "3" });
    await rest.return(undefined);
  });

  test("ends as soon as the post is archived", async ({ api }) => {
    const { editor, post } = await stage(api);
    const events = (await api.as(null).comment.live({ postId: post.id }))[Symbol.asyncIterator]();
    await take(events, 1);
    const next = events.next();
    await api.as(editor).post.archive({ ids: [post.id] });
    // Long before it would look by itself.
    const late = sleep(5_000, "late", { ref: false });
    expect(await Promise.race([next, late])).toMatchObject({ done: true });
  });

  test("ends for whoever is suspended, and for nobody else", async ({ api }) => {
    const { reader, post, say } = await stage(api);
    const admin = await api.make.user().admin().create();
    const open = async (user: SessionUser | null) =>
      (await api.as(user).comment.live({ postId: post.id }))[Symbol.asyncIterator]();
    const [theirs, others] = [await open(reader), await open(null)];
    await Promise.all([take(theirs, 1), take(others, 1)]);
    const next = theirs.next();
    await api.as(admin).user.ban({ ids: [reader.id], reason: "spam" });
    expect(await next).toMatchObject({ done: true });
    await say("goes on");
    expect(await take(others, 1)).toMatchObject([{ words: "goes on" }]);
    await others.return?.();
  });

  test("has no stream for a draft, and only so many for one address", async ({ api }) => {
    const { editor, post } = await stage(api);
    const draft = await api.make.post().by(editor).create();
    await expect(openLiveComments(api.ctx(editor), { postId: draft.id })).rejects.toMatchObject({
      code: "not_found",
    });
    const from = (address: string) =>
      openLiveComments(api.ctx(null, { address }), { postId: post.id });
    const open = await Promise.all(
      Array.from({ length: MAX_STREAMS_OF_ADDRESS }, () => from("203.0.113.7")),
    );
    await expect(from("203.0.113.7")).rejects.toMatchObject({ code: "rate_limited" });
    const elsewhere = await from("203.0.113.8");
    for (const stream of [...open, elsewhere]) {
      await stream.next();
      await stream.return(undefined);
    }
    const again = await from("203.0.113.7");
    await again.next();
    await again.return(undefined);
  });
});

describe("as plain events", () => {
  test("for EventSource: ids, JSON, and on from Last-Event-ID or ?after=", async ({ api }) => {
    const { post, say } = await stage(api);
    await say("old");
    const response = await api.handler(new Request(url(post.id)));
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
    expect(response.headers.get("cache-control")).toContain("no-store");
    const events = read(response);
    const { value: start } = await events.next();
    await say("new");
    expect(await events.next()).toMatchObject({ value: { words: "new" } });
    await events.return(undefined);

    const { value: next } = await read(
      await api.handler(
        new Request(url(post.id), { headers: { "last-event-id": start?.id ?? "" } }),
      ),
    ).next();
    expect(next).toMatchObject({ words: "new" });
    const { value: all } = await read(
      await api.handler(new Request(url(post.id, "?after=0"))),
    ).next();
    expect(all).toMatchObject({ words: "old" });
  });

  test("a page that was read goes on where it ended", async ({ api }) => {
    const { post, say } = await stage(api);
    await say("on the page");
    const { place } = await api.as(null).comment.list({ postId: post.id });
    await say("in between");
    const response = await api.handler(new Request(url(post.id, `?after=${place}`)));
    expect((await read(response).next()).value).toMatchObject({ words: "in between" });
  });

  test("another instance goes on where one was killed", async ({ api }) => {
    const { post, say } = await stage(api);
    const one = await openServices(api.settings, { name: "one", log: api.services.log });
    const events = read(await createHandler(one)(new Request(url(post.id))));
    const { value: start } = await events.next();
    await say("1");
    const { value: last } = await events.next();
    expect([start?.words, last?.words]).toEqual([null, "1"]);
    await events.return(undefined);
    await one.close();
    await say("2", "3");
    const other = read(
      await api.handler(new Request(url(post.id), { headers: { "last-event-id": last!.id } })),
    );
    expect((await other.next()).value).toMatchObject({ words: "2" });
    expect((await other.next()).value).toMatchObject({ words: "3" });
    await other.return(undefined);
  });

  test("refuses in the envelope of every answer", async ({ api }) => {
    const { post } = await stage(api);
    const ask = async (address: string, method = "GET") =>
      api.handler(new Request(address, { method }));
    expect((await ask(url("0199b5a0-0000-7000-8000-000000000000"))).status).toBe(404);
    expect((await ask(url("no-id"))).status).toBe(400);
    expect((await ask(url("%zz"))).status).toBe(400);
    expect((await ask(url(post.id, "?after=soon"))).status).toBe(400);
    expect((await ask(url(post.id, "?before=1"))).status).toBe(400);
    const refused = await ask(url(post.id), "POST");
    expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET, OPTIONS"]);
    expect(await refused.json()).toMatchObject({ success: false });
  });
});
