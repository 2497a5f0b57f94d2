import { model } from "../model.ts";
import { type NewPostAuthor, type PostAuthor, postAuthors } from "../schema/post-authors.ts";

export const PostAuthors = model<PostAuthor, NewPostAuthor>(postAuthors);
