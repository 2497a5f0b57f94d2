import type { Db } from "../../database.ts";
import { takeFirst } from "../../model.ts";
import { Comments } from "../../models/comments.ts";
import { Posts } from "../../models/posts.ts";
import type { NewPost, Post } from "../../schema/posts.ts";
import { type Factory, nextNumber, several } from "./factory.ts";
import { userFactory } from "./users.ts";

interface Extras {
  readonly comments: number;
  readonly categories: readonly { id: string }[];
  readonly tags: readonly { id: string }[];
  readonly coauthors: readonly { id: string }[];
}

export interface PostFactory extends Factory<Post> {
  draft(): PostFactory;
  /** Out since then; each post without a day of its own is a second younger than the one before. */
  published(at?: Date): PostFactory;
  archived(): PostFactory;
  scheduled(at: Date): PostFactory;
  by(author: { id: string }, ...coauthors: { id: string }[]): PostFactory;
  /** So many approved comments. */
  withComments(howMany: number): PostFactory;
  in(...categories: { id: string }[]): PostFactory;
  tagged(...tags: { id: string }[]): PostFactory;
  titled(title: string): PostFactory;
  with(values: Partial<NewPost>): PostFactory;
}

const start = Date.now() - 86_400_000;
const nothing: Extras = { comments: 0, categories: [], tags: [], coauthors: [] };

/** Drafts, unless a trait says otherwise: `postFactory(db).published().withComments(3).create()`. */
export function postFactory(
  db: Db,
  values: Partial<NewPost> = {},
  extras: Extras = nothing,
): PostFactory {
  const with_ = (more: Partial<NewPost>) => postFactory(db, { ...values, ...more }, extras);
  const also = (more: Partial<Extras>) => postFactory(db, values, { ...extras, ...more });
  const create = async () => {
    const number = nextNumber();
    const authorId = values.authorId ?? (await userFactory(db).author().create()).id;
    const day = values.status === "published" || values.status === "archived";
    const text = `Text of post ${number}`;
    const row = {
      title: `Post ${number}`,
      slug: `post-${number}`,
      body: text,
      html: `<p>${text}</p>`,
      plainText: text,
      wordCount: 4,
      readingMinutes: 1,
      ...(day && { publishedAt: new Date(start + number * 1_000) }),
      ...values,
      authorId,
    };
    const post = takeFirst(await Posts.insert(db, [row]));
    await Posts.place(db, [
      {
        postId: post.id,
        authorIds: [authorId, ...extras.coauthors.map(({ id }) => id)],
        categoryIds: extras.categories.map(({ id }) => id),
        tagIds: extras.tags.map(({ id }) => id),
      },
    ]);
    if (extras.comments > 0) await comment(db, post.id, extras.comments);
    return post;
  };
  return {
    create,
    createMany: (howMany) => several(howMany, create),
    draft: () => with_({ status: "draft" }),
    published: (at) => with_({ status: "published", ...(at && { publishedAt: at }) }),
    archived: () => with_({ status: "archived" }),
    scheduled: (at) => with_({ status: "scheduled", scheduledAt: at }),
    by: ({ id }, ...coauthors) =>
      postFactory(db, { ...values, authorId: id }, { ...extras, coauthors }),
    withComments: (comments) => also({ comments }),
    in: (...categories) => also({ categories }),
    tagged: (...tags) => also({ tags }),
    titled: (title) => with_({ title }),
    with: with_,
  };
}

async function comment(db: Db, postId: string, howMany: number): Promise<void> {
  const { id: authorId } = await userFactory(db).create();
  const rows = Array.from({ length: howMany }, () => {
    const text = `Comment ${nextNumber()}`;
    return { postId, authorId, body: text, html: `<p>${text}</p>`, status: "approved" as const };
  });
  await Comments.insert(db, rows);
}
