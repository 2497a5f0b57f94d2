import type { Db } from "../../database.ts";
import { takeFirst } from "../../model.ts";
import { Comments } from "../../models/comments.ts";
import type { Comment, CommentStatus, NewComment } from "../../schema/comments.ts";
import { type Factory, nextNumber, several } from "./factory.ts";
import { postFactory } from "./posts.ts";
import { userFactory } from "./users.ts";

export interface CommentFactory extends Factory<Comment> {
  status(status: CommentStatus): CommentFactory;
  approved(): CommentFactory;
  spam(): CommentFactory;
  by(author: { id: string }): CommentFactory;
  on(post: { id: string }): CommentFactory;
  answering(parent: Pick<Comment, "id" | "postId" | "rootId" | "depth">): CommentFactory;
  with(values: Partial<NewComment>): CommentFactory;
}

/** Comments that wait for a moderator, on a post and by a reader of their own unless said otherwise. */
export function commentFactory(db: Db, values: Partial<NewComment> = {}): CommentFactory {
  const with_ = (more: Partial<NewComment>) => commentFactory(db, { ...values, ...more });
  const create = async () => {
    const text = `Comment ${nextNumber()}`;
    const postId = values.postId ?? (await postFactory(db).published().create()).id;
    const authorId = values.authorId ?? (await userFactory(db).create()).id;
    const row = { body: text, html: `<p>${text}</p>`, ...values, postId, authorId };
    return takeFirst(await Comments.insert(db, [row]));
  };
  return {
    create,
    createMany: (howMany) => several(howMany, create),
    status: (status) => with_({ status }),
    approved: () => with_({ status: "approved" }),
    spam: () => with_({ status: "spam" }),
    by: ({ id }) => with_({ authorId: id }),
    on: ({ id }) => with_({ postId: id }),
    answering: ({ id, postId, rootId, depth }) =>
      with_({ postId, parentId: id, rootId: rootId ?? id, depth: depth + 1 }),
    with: with_,
  };
}
