import { and, eq, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import type { Db } from "../database.ts";
import { model } from "../model.ts";
import { type NewTwoFactor, type TwoFactor, twoFactors } from "../schema/two-factors.ts";

const base = model<TwoFactor, NewTwoFactor>(twoFactors);

export const TwoFactors = {
  ...base,

  /** Keeps a secret to be confirmed, in the place of one that never was. False when one is in use. */
  async begin(db: Db, userId: string, secret: string): Promise<boolean> {
    const rows = await db
      .insert(twoFactors)
      .values({ userId, secret })
      .onConflictDoUpdate({
        target: twoFactors.userId,
        set: { secret, updatedAt: new Date() },
        setWhere: isNull(twoFactors.confirmedAt),
      })
      .returning({ id: twoFactors.id });
    return rows.length > 0;
  },

  /** Deletes the secrets that were made before then and never confirmed. Returns how many. */
  deleteUnconfirmed: async (db: Db, before: Date): Promise<number> =>
    (await base.delete(db, { confirmedAt: null }, lt(twoFactors.updatedAt, before))).length,

  /** Puts a secret to use with its first code. False when this was done before, or by another call. */
  async confirm(
    db: Db,
    { userId, secret }: { readonly userId: string; readonly secret: string },
    first: { readonly at: Date; readonly step: number; readonly recoveryCodes: readonly string[] },
  ): Promise<boolean> {
    const patch = {
      confirmedAt: first.at,
      lastStep: first.step,
      recoveryCodes: [...first.recoveryCodes],
    };
    return (await base.update(db, { userId, secret, confirmedAt: null }, patch)).length > 0;
  },

  /** Uses up the code of a step. False when it, or one after it, was used: of two callers one gets it. */
  async useStep(db: Db, userId: string, step: number): Promise<boolean> {
    const unused = or(isNull(twoFactors.lastStep), lt(twoFactors.lastStep, step));
    const only = and(isNotNull(twoFactors.confirmedAt), unused);
    return (await base.update(db, { userId }, { lastStep: step }, only)).length > 0;
  },

  /** Uses up a recovery code by its digest. Returns how many are left, null when there is no such code. */
  async useRecoveryCode(db: Db, userId: string, digest: string): Promise<number | null> {
    const rows = await db
      .update(twoFactors)
      .set({ recoveryCodes: sql`array_remove(${twoFactors.recoveryCodes}, ${digest})` })
      .where(
        and(
          eq(twoFactors.userId, userId),
          isNotNull(twoFactors.confirmedAt),
          sql`${digest} = any(${twoFactors.recoveryCodes})`,
        ),
      )
      .returning({ recoveryCodes: twoFactors.recoveryCodes });
    return rows[0]?.recoveryCodes.length ?? null;
  },
};
