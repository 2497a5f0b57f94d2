import { lt } from "drizzle-orm";
import type { Db } from "../database.ts";
import { model } from "../model.ts";
import {
  type IdempotencyKey,
  idempotencyKeys,
  type NewIdempotencyKey,
} from "../schema/idempotency-keys.ts";
import { deleteExpired } from "./expired.ts";

export const IdempotencyKeys = {
  ...model<IdempotencyKey, NewIdempotencyKey>(idempotencyKeys),

  /**
   * Takes a key for a call that is about to be made, until the transaction ends; a twin waits here for
   * that. Returns the row when the call is to be made, and nothing when it has been made before.
   */
  async claim(tx: Db, row: NewIdempotencyKey, now: Date): Promise<IdempotencyKey | undefined> {
    const [claimed] = await tx
      .insert(idempotencyKeys)
      .values(row)
      .onConflictDoUpdate({
        target: [idempotencyKeys.userId, idempotencyKeys.key],
        // One that ran out and was not swept yet is as good as gone.
        set: { ...row, answer: null, createdAt: now },
        setWhere: lt(idempotencyKeys.expiresAt, now),
      })
      .returning();
    return claimed;
  },

  /** Deletes the keys that ran out before `now`. Returns how many. */
  deleteExpired: (db: Db, now: Date) =>
    deleteExpired(db, idempotencyKeys, idempotencyKeys.expiresAt, now),
};
