import type { Ctx, UserCtx } from "../context.ts";
import { AppError } from "../errors.ts";
import type { ListComments, ListReplies, NewCommentInput } from "./input.ts";
import type { CommentThreads, ReplyPage, ShownComment, WithdrawnComments } from "./output.ts";

const unfinished = () => new AppError("unavailable", "Not there yet");

export async function listComments(_ctx: Ctx, _input: ListComments): Promise<CommentThreads> {
  throw unfinished();
}
export async function listReplies(_ctx: Ctx, _input: ListReplies): Promise<ReplyPage> {
  throw unfinished();
}
export async function ownPendingComments(_ctx: UserCtx, _postId: string): Promise<ShownComment[]> {
  throw unfinished();
}
export async function createComment(_ctx: UserCtx, _input: NewCommentInput): Promise<ShownComment> {
  throw unfinished();
}
export async function withdrawComments(_ctx: UserCtx, _ids: string[]): Promise<WithdrawnComments> {
  throw unfinished();
}
