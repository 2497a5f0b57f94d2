import type { UserCtx } from "../context.ts";
import { AppError } from "../errors.ts";
import type { ListKeys, NewKeyInput } from "./input.ts";
import type { CreatedKey, KeyPage, RevokedKeys } from "./output.ts";

const unfinished = () => new AppError("unavailable", "Not there yet");

export async function listKeys(_ctx: UserCtx, _input: ListKeys): Promise<KeyPage> {
  throw unfinished();
}
export async function createKey(_ctx: UserCtx, _input: NewKeyInput): Promise<CreatedKey> {
  throw unfinished();
}
export async function revokeKeys(_ctx: UserCtx, _ids: string[]): Promise<RevokedKeys> {
  throw unfinished();
}
