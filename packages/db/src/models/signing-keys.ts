import { desc, lt } from "drizzle-orm";
import type { Db } from "../database.ts";
import { model } from "../model.ts";
import { type NewSigningKey, type SigningKey, signingKeys } from "../schema/signing-keys.ts";

export const SigningKeys = {
  ...model<SigningKey, NewSigningKey>(signingKeys),

  /** Every key there is, the newest first. */
  newestFirst: (db: Db): Promise<SigningKey[]> =>
    db.select().from(signingKeys).orderBy(desc(signingKeys.createdAt), desc(signingKeys.id)),

  /** Deletes the keys made before `then`. Returns how many. */
  async deleteMadeBefore(db: Db, then: Date): Promise<number> {
    const gone = await db
      .delete(signingKeys)
      .where(lt(signingKeys.createdAt, then))
      .returning({ id: signingKeys.id });
    return gone.length;
  },
};
