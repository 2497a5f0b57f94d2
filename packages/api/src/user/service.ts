import type { Ctx, UserCtx } from "../context.ts";
import { AppError } from "../errors.ts";
import type { ProfileEdit, SuggestUsers } from "./input.ts";
import type { Me, PublicProfile, RevokedSessions, SessionLines, SuggestedUsers } from "./output.ts";

const unfinished = () => new AppError("unavailable", "Not there yet");

export async function readMe(_ctx: Ctx): Promise<Me | null> {
  throw unfinished();
}
export async function readProfile(_ctx: Ctx, _handle: string): Promise<PublicProfile> {
  throw unfinished();
}
export async function updateProfile(_ctx: UserCtx, _edit: ProfileEdit): Promise<Me> {
  throw unfinished();
}
export async function listSessions(_ctx: UserCtx): Promise<SessionLines> {
  throw unfinished();
}
export async function revokeSessions(_ctx: UserCtx, _ids: string[]): Promise<RevokedSessions> {
  throw unfinished();
}
export async function suggestUsers(_ctx: UserCtx, _input: SuggestUsers): Promise<SuggestedUsers> {
  throw unfinished();
}
