import type { UserCtx } from "../context.ts";
import { AppError } from "../errors.ts";
import type { Summary } from "./output.ts";

const unfinished = () => new AppError("unavailable", "Not there yet");

export async function summarize(_ctx: UserCtx): Promise<Summary> {
  throw unfinished();
}
