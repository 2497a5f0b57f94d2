import { type Db, IdempotencyKeys, newId } from "@quoin/db";
import superjson from "superjson";
import type { UserCtx } from "../context.ts";
import { AppError } from "../errors.ts";
import { textOf } from "./digest.ts";
import { inTurn } from "./turns.ts";

/** How long a call that was made is remembered. */
const KEPT_MS = 24 * 3_600_000;

/** Visible ASCII: what a header carries everywhere alike. */
const keyPattern = /^[\x21-\x7e]{1,255}$/;

/** Set on an answer that was given before. */
const REPLAYED = "idempotency-replayed";

/**
 * With what somebody asks: another key of theirs, or an admin who acts as them, may do less than this and
 * is not handed what it made. A person's own sessions and tokens are alike.
 */
function credentialOf({ key, session }: UserCtx): string {
  if (key) return `key ${key.id}`;
  return session?.impersonatedBy ? `acting ${session.impersonatedBy}` : "own";
}

/** A creating call: which procedure, with which input as it arrived. */
export interface CreatingCall {
  readonly procedure: string;
  readonly input: unknown;
}

/**
 * Makes a creating call once for each `Idempotency-Key` of a user: a second call with the same key,
 * input and credential is given the first one's answer, and one that comes while the first is under way waits for it.
 * `make` runs with a context whose `db` is the transaction that the key is stored in, so key and effect
 * are kept together or not at all; a call that fails can be made again. Without a key it is just made.
 *
 * Throws `validation` for a key that is none, `unprocessable` for one that named another call
 * or came with another credential.
 */
export async function makeOnce<Answer>(
  ctx: UserCtx,
  { procedure, input }: CreatingCall,
  make: (ctx: UserCtx) => Promise<Answer>,
): Promise<Answer> {
  const { idempotencyKey: key } = ctx;
  if (key === null) return make(ctx);
  if (!keyPattern.test(key))
    throw new AppError("validation", "Idempotency-Key: use 1 to 255 visible ASCII characters", {
      details: [{ field: "Idempotency-Key", issue: "Use 1 to 255 visible ASCII characters" }],
    });
  const inputDigest = ctx.vault.digest(`${credentialOf(ctx)}\n${textOf(input)}`);
  const owner = { userId: ctx.user.id, key };
  const once = async (tx: Db) => {
    const now = ctx.now();
    const expiresAt = new Date(now.getTime() + KEPT_MS);
    const row = { ...owner, id: newId(), procedure, inputDigest, expiresAt };
    if (await IdempotencyKeys.claim(tx, row, now)) {
      const answer = await make({ ...ctx, db: tx });
      const sealed = ctx.vault.seal(superjson.stringify(answer));
      await IdempotencyKeys.update(tx, owner, { answer: sealed });
      return answer;
    }
    const [before] = await IdempotencyKeys.select(tx, owner);
    if (!before || before.procedure !== procedure || before.inputDigest !== inputDigest)
      throw new AppError(
        "unprocessable",
        "This Idempotency-Key was used for another call, or with another credential",
        { details: [{ field: "Idempotency-Key", issue: "Was used for another call" }] },
      );
    const answer = before.answer && ctx.vault.unseal(before.answer);
    if (!answer)
      throw new AppError("unprocessable", "This call was made, and its answer is lost", {
        details: [{ field: "Idempotency-Key", issue: "Was used; look whether it had its effect" }],
      });
    ctx.reply.set(REPLAYED, "true");
    return superjson.parse<Answer>(answer);
  };
  // A call holds a connection until it is answered, so nobody gets to hold many.
  return inTurn(ctx.user.id, () => ctx.db.transaction(once));
}
