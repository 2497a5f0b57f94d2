import type { UserCtx } from "../context.ts";
import { AppError } from "../errors.ts";
import type { BanUsers, ClaimProfile, ListUsers, NewUserInput, SetRole } from "./input.ts";
import type {
  BannedUsers,
  ChangedRoles,
  ClaimedProfile,
  CreatedUsers,
  ManagedUserPage,
  UserCounts,
} from "./output.ts";

const unfinished = () => new AppError("unavailable", "Not there yet");

export async function listUsers(_ctx: UserCtx, _input: ListUsers): Promise<ManagedUserPage> {
  throw unfinished();
}
export async function countUsers(_ctx: UserCtx): Promise<UserCounts> {
  throw unfinished();
}
export async function createUsers(_ctx: UserCtx, _people: NewUserInput[]): Promise<CreatedUsers> {
  throw unfinished();
}
export async function setRole(_ctx: UserCtx, _input: SetRole): Promise<ChangedRoles> {
  throw unfinished();
}
export async function banUsers(_ctx: UserCtx, _input: BanUsers): Promise<BannedUsers> {
  throw unfinished();
}
export async function unbanUsers(_ctx: UserCtx, _ids: string[]): Promise<BannedUsers> {
  throw unfinished();
}
export async function claimProfile(_ctx: UserCtx, _input: ClaimProfile): Promise<ClaimedProfile> {
  throw unfinished();
}
