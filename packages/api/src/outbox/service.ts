import type { UserCtx } from "../context.ts";
import { AppError } from "../errors.ts";
import type { ListOutbox } from "./input.ts";
import type { OutboxMail, OutboxPage } from "./output.ts";

/** The mails that were kept instead of sent, newest first. */
export async function listOutbox(ctx: UserCtx, input: ListOutbox): Promise<OutboxPage> {
  if (!ctx.outbox) return { enabled: false, items: [], nextCursor: null };
  const { limit, cursor = null } = input;
  const page = await ctx.outbox.list({ limit, cursor });
  return { enabled: true, ...page };
}

/** One of them in full, links that sign in included: for a session of an admin, no key and no token. */
export async function readMail(ctx: UserCtx, id: string): Promise<OutboxMail> {
  if (!ctx.outbox)
    throw new AppError("not_found", "Mail leaves by SMTP here, so none is kept in the outbox");
  const mail = await ctx.outbox.get(id);
  if (!mail) throw new AppError("not_found", "There is no such mail in the outbox");
  return mail;
}
