import { type IdempotencyKey, IdempotencyKeys, newId } from "@quoin/db";
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

/** What a creating call uses up, beside the calls that all count. */
export interface Use {
  /** Counts the call; throws when there are to be no more. */
  count(): Promise<void>;
  /** Takes that back for a call that made nothing. Never throws. */
  refund(): Promise<void>;
}

const free: Use = { count: async () => {}, refund: async () => {} };

/**
 * Makes a creating call once for each `Idempotency-Key` of a user: a second call with the same key,
 * input and credential is given the first one's answer, and one that comes while the first is under way waits for it.
 * `make` runs with a context whose `db` is the transaction that the key is stored in, so key and effect
 * are kept together or not at all; a call that fails can be made again. Without a key it is just made.
 * Only a call that is made uses up `use`: being told again costs nothing, also when nothing is left.
 *
 * Throws `validation` for a key that is none, `unprocessable` for one that named another call
 * or came with another credential.
 */
export async function makeOnce<Answer>(
  ctx: UserCtx,
  { procedure, input }: CreatingCall,
  make: (ctx: UserCtx) => Promise<Answer>,
  use: Use = free,
): Promise<Answer> {
  const { idempotencyKey: key } = ctx;
  if (key === null) {
    await use.count();
    return make(ctx);
  }
  if (!keyPattern.test(key))
    throw new AppError("validation", "Idempotency-Key: use 1 to 255 visible ASCII characters", {
      details: [{ field: "Idempotency-Key", issue: "Use 1 to 255 visible ASCII characters" }],
    });
  const inputDigest = ctx.vault.digest(`${credentialOf(ctx)}\n${textOf(input)}`);
  const owner = { userId: ctx.user.id, key };
  const answerOf = (before: IdempotencyKey | undefined): Answer => {
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
  return inTurn(ctx.user.id, async () => {
    const [before] = await IdempotencyKeys.select(ctx.db, owner);
    if (before && before.expiresAt >= ctx.now()) return answerOf(before);
    // Counted before the transaction, which is not to wait for a second connection.
    const refusal = await use.count().then(
      () => null,
      (error: unknown) => ({ error }),
    );
    let isMade = false;
    try {
      return await ctx.db.transaction(async (tx) => {
        const now = ctx.now();
        const expiresAt = new Date(now.getTime() + KEPT_MS);
        const row = { ...owner, id: newId(), procedure, inputDigest, expiresAt };
        // A twin in another process may have made it meanwhile.
        if (!(await IdempotencyKeys.claim(tx, row, now)))
          return answerOf((await IdempotencyKeys.select(tx, owner))[0]);
        isMade = true;
        if (refusal) throw refusal.error;
        const made = await make({ ...ctx, db: tx });
        const sealed = ctx.vault.seal(superjson.stringify(made));
        await IdempotencyKeys.update(tx, owner, { answer: sealed });
        return made;
      });
    } finally {
      if (!isMade && !refusal) await use.refund();
    }
  });
}
