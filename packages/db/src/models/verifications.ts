import type { Db } from "../database.ts";
import { model } from "../model.ts";
import { type NewVerification, type Verification, verifications } from "../schema/verifications.ts";
import { deleteExpired } from "./expired.ts";

export const Verifications = {
  ...model<Verification, NewVerification>(verifications),

  /** Deletes the proofs that ran out before `now`. Returns how many. */
  deleteExpired: (db: Db, now: Date) =>
    deleteExpired(db, verifications, verifications.expiresAt, now),
};
