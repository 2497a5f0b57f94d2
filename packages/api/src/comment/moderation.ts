import type { UserCtx } from "../context.ts";
import { AppError } from "../errors.ts";
import type { QueueComments, RestoreComments } from "./input.ts";
import type { CommentCounts, MovedComments, QueuePage } from "./output.ts";

const unfinished = () => new AppError("unavailable", "Not there yet");

export async function queueComments(_ctx: UserCtx, _input: QueueComments): Promise<QueuePage> {
  throw unfinished();
}
export async function countComments(_ctx: UserCtx): Promise<CommentCounts> {
  throw unfinished();
}
export async function approveComments(_ctx: UserCtx, _ids: string[]): Promise<MovedComments> {
  throw unfinished();
}
export async function markSpam(_ctx: UserCtx, _ids: string[]): Promise<MovedComments> {
  throw unfinished();
}
export async function removeComments(_ctx: UserCtx, _ids: string[]): Promise<MovedComments> {
  throw unfinished();
}
export async function restoreComments(
  _ctx: UserCtx,
  _input: RestoreComments,
): Promise<MovedComments> {
  throw unfinished();
}
