import { isBanned } from "@quoin/auth";
import { Comments, isUnavailable, Posts, Users } from "@quoin/db";
import { tracked } from "@trpc/server";
import type { ChangeTag } from "../changes.ts";
import type { Ctx } from "../context.ts";
import { remember } from "../remember.ts";
import type { LiveComments } from "./input.ts";
import type { ShownComment } from "./output.ts";
import { publishedPost } from "./service.ts";
import { countStream } from "./streams.ts";
import { toShown } from "./thread.ts";

/** A comment that readers can see now, and its place in the order in which they could. */
export interface LiveComment {
  /** Where to go on from after a break. */
  readonly number: number;
  /** Null at the beginning of a stream that begins with the present: nothing new, and a place to go on from. */
  readonly comment: ShownComment | null;
}

/** Comments that are read at once; a slow reader holds no more than these in memory. */
const BATCH = 50;
/** Looked after this time without any announcement, in case one was lost. */
const IDLE_MS = 30_000;
/** Between two tries while the database is away. */
const AWAY_MS = 1_000;

const watched: readonly ChangeTag[] = ["comments", "posts", "users"];

/**
 * The comments under a published post from the moment when readers can first see them, each once and in
 * that order; after a break, those after `lastEventId`. Ends when the post is not published any more, when
 * the caller is suspended, and when `signal` says so. An outage of the database it waits out.
 *
 * Throws `not_found` without a published post, `rate_limited` with too many streams open.
 */
export async function openLiveComments(
  ctx: Ctx,
  input: LiveComments,
  signal?: AbortSignal,
): Promise<AsyncGenerator<LiveComment>> {
  const { postId, slug, lastEventId } = input;
  const post = await publishedPost(ctx.db, postId === undefined ? { slug } : { id: postId });
  const end = countStream(ctx);
  // A stream that nobody ever reads from is over with its request.
  signal?.addEventListener("abort", end, { once: true });
  try {
    const newest = await Comments.lastShown(ctx.db, post.id);
    // A place that is not there yet is of a time that was taken back, as when a backup was restored.
    const isKnown = lastEventId !== undefined && lastEventId <= newest;
    const place = isKnown ? lastEventId : newest;
    return follow(ctx, post.id, { place, isNew: !isKnown }, end, signal);
  } catch (error) {
    end();
    throw error;
  }
}

/** The same as events whose ids a client sends back to go on from there. */
export async function* asEvents(comments: AsyncIterable<LiveComment>) {
  for await (const { number, comment } of comments) yield tracked(String(number), comment);
}

async function* follow(
  ctx: Ctx,
  postId: string,
  start: { place: number; isNew: boolean },
  end: () => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<LiveComment> {
  let { place } = start;
  const news = watch(ctx, signal);
  try {
    if (start.isNew) yield { number: place, comment: null };
    while (!news.isOver()) {
      // Before anything is read: what changes from here on is read in the next round.
      news.take();
      const found = await readOn(ctx, postId, place);
      if (found === "away") {
        await news.wait(AWAY_MS);
        continue;
      }
      if (found === "closed") return;
      for (const next of found) {
        if (news.isOver()) return;
        yield next;
        place = next.number;
        // A slow reader takes a while, and the post may be gone by then.
        if (news.isWaiting()) break;
      }
      if (found.length < BATCH) await news.wait(IDLE_MS);
    }
  } finally {
    news.stop();
    end();
  }
}

/** What is new to readers after `place`, or why there is nothing to read. */
async function readOn(
  ctx: Ctx,
  postId: string,
  place: number,
): Promise<LiveComment[] | "closed" | "away"> {
  try {
    if (!(await isOpen(ctx, postId))) return "closed";
    // Everyone who reads along is at the same place, and reads the same.
    return await remember(ctx, `live:${postId}:${place}`, watched, async () => {
      const rows = await Comments.shownAfter(ctx.db, postId, place, BATCH);
      return rows.map(({ shownNumber, ...row }) => ({
        number: shownNumber ?? place,
        comment: toShown(row),
      }));
    });
  } catch (error) {
    if (isUnavailable(error)) return "away";
    throw error;
  }
}

async function isOpen(ctx: Ctx, postId: string): Promise<boolean> {
  const isPublished = await remember(ctx, `live:${postId}`, ["posts"], async () => {
    const [post] = await Posts.select(ctx.db, { id: postId }, { columns: ["status"] });
    return post?.status === "published";
  });
  if (!isPublished || ctx.user === null) return isPublished;
  const columns = ["banned", "banExpires"] as const;
  const [user] = await Users.select(ctx.db, { id: ctx.user.id }, { columns });
  return user !== undefined && !isBanned(user, ctx.now());
}

/** Hears of changes that a stream may have to tell of. */
function watch(ctx: Ctx, signal: AbortSignal | undefined) {
  let hasNews = true;
  let wake = (): void => {};
  const unsubscribe = ctx.changes.subscribe((tags) => {
    if (!tags.some((tag) => watched.includes(tag))) return;
    hasNews = true;
    wake();
  });
  const onAbort = () => wake();
  signal?.addEventListener("abort", onAbort);
  const isOver = () => signal?.aborted ?? false;
  return {
    isOver,
    isWaiting: () => hasNews,
    take() {
      hasNews = false;
    },
    /** Until there is news, the stream is over, or so much time has passed. */
    wait(ms: number): Promise<void> {
      if (hasNews || isOver()) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
    stop() {
      unsubscribe();
      signal?.removeEventListener("abort", onAbort);
      wake();
    },
  };
}
