import { renderComment } from "@quoin/content";
import { Comments, newId, Posts, Users } from "@quoin/db";
import type { UserCtx } from "../context.ts";

const hour = 3_600_000;

/** Readers who have something to say; like imported authors, they cannot sign in. */
const readers = [
  { name: "Pat Tympan", handle: "pat-tympan" },
  { name: "Noor Brayer", handle: "noor-brayer" },
];

const said = [
  {
    slug: "a-search-index-that-fits-in-a-drawer",
    by: "pat-tympan",
    hoursAgo: 40,
    body: "We did this for a parish newsletter in 2019 and it is still running. One warning: somebody *will* search for a phone number.",
    replies: [
      {
        by: "robin-galley",
        hoursAgo: 38,
        body: "Somebody already has. Seven digits now count as a word, and there is a test with your name on it.",
      },
      { by: "pat-tympan", hoursAgo: 37, body: "Honoured. Slightly worried about the other tests." },
    ],
  },
  {
    slug: "the-library-that-lends-ladders",
    by: "noor-brayer",
    hoursAgo: 2,
    body: "Our reading room lends a cake tin. It has never come back empty.",
    replies: [],
  },
];

const waiting = [
  {
    slug: "how-to-wax-a-drawer-runner",
    by: "noor-brayer",
    hoursAgo: 1,
    body: "Does this work on a sash window, or is that a different argument?",
  },
];

/** A few conversations under the sample posts, and one comment that waits for the moderator. */
export async function seedComments(ctx: UserCtx): Promise<void> {
  const now = ctx.now().getTime();
  await ctx.db.transaction(async (tx) => {
    await Users.insert(
      tx,
      readers.map((reader) => ({
        ...reader,
        email: `${reader.handle}@profile.invalid`,
        isProfile: true,
      })),
    );
    const people = new Map(
      (await Users.select(tx, { isProfile: true })).map((user) => [user.handle, user.id]),
    );
    const posts = new Map(
      (await Posts.select(tx, { status: "published" }, { columns: ["id", "slug"] })).map((post) => [
        post.slug,
        post.id,
      ]),
    );
    const row = (line: { by: string; hoursAgo: number; body: string }, postId: string) => ({
      id: newId(),
      postId,
      authorId: people.get(line.by) ?? null,
      body: line.body,
      html: renderComment(line.body).html,
      createdAt: new Date(now - line.hoursAgo * hour),
    });
    const threads = said.flatMap(({ replies, ...top }) => {
      const postId = posts.get(top.slug);
      if (!postId) return [];
      const root = { ...row(top, postId), status: "approved" as const };
      let parentId = root.id;
      const answers = replies.map((reply, depth) => {
        const answer = {
          ...row(reply, postId),
          status: "approved" as const,
          rootId: root.id,
          parentId,
          depth: depth + 1,
        };
        parentId = answer.id;
        return answer;
      });
      return [root, ...answers];
    });
    const pending = waiting.flatMap((line) => {
      const postId = posts.get(line.slug);
      return postId ? [row(line, postId)] : [];
    });
    await Comments.insert(tx, [...threads, ...pending]);
  });
}
