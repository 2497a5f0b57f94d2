import type { Db } from "@quoin/db";
import type { Publication } from "@quoin/mail";
import type { Ctx, UserCtx } from "../context.ts";
import { AppError } from "../errors.ts";
import type { SettingsEdit } from "./input.ts";
import type { PublicSettings } from "./output.ts";

const unfinished = () => new AppError("unavailable", "Not there yet");

export async function readSettings(_ctx: Ctx): Promise<PublicSettings> {
  throw unfinished();
}
export async function updateSettings(_ctx: UserCtx, _edit: SettingsEdit): Promise<PublicSettings> {
  throw unfinished();
}
/** The publication as its mails name it. */
export async function publication(_db: Db, _webUrl: string): Promise<Publication> {
  throw unfinished();
}
/** Whether strangers may make accounts at this moment. */
export async function isSignUpOpen(_db: Db): Promise<boolean> {
  throw unfinished();
}
