import { createHash, randomBytes } from "node:crypto";
import { type ApiKey, ApiKeys, type Db, newId, type PageRequest } from "@quoin/db";
import type { Role } from "./roles.ts";

const keyPattern = /^qn_[\w-]{43}$/;

/** A key as its owner and admins may see it: all but the key. */
export type KeyRecord = Omit<ApiKey, "hash">;

export interface NewKey {
  readonly userId: string;
  readonly name: string;
  /** The most it may do; its owner's role caps it as well. */
  readonly role: Role;
  /** What it may do, such as `post:read`; null or absent for everything that its role may. */
  readonly scopes?: string[] | null;
  readonly expiresAt?: Date | null;
}

/** True for text that has the form of a key of ours. */
export const isKey = (text: string): boolean => keyPattern.test(text);

/** The digest under which a key is stored. Plain SHA-256: a key is 256 random bits, not a password. */
export const hashKey = (key: string): string => createHash("sha256").update(key).digest("hex");

function recordOf(row: ApiKey): KeyRecord {
  const { hash: _hash, ...record } = row;
  return record;
}

/** Makes keys, in the order asked for. `key` is shown once and never stored. */
export async function createKeys(
  db: Db,
  keys: readonly NewKey[],
): Promise<{ readonly record: KeyRecord; readonly key: string }[]> {
  const made = keys.map((wanted) => {
    const key = `qn_${randomBytes(32).toString("base64url")}`;
    return { key, row: { ...wanted, id: newId(), prefix: key.slice(0, 11), hash: hashKey(key) } };
  });
  const rows = await ApiKeys.insert(
    db,
    made.map(({ row }) => row),
  );
  const records = new Map(rows.map((row) => [row.id, recordOf(row)]));
  return made.flatMap(({ key, row }) => {
    const record = records.get(row.id);
    return record ? [{ record, key }] : [];
  });
}

/** Keys, newest first, with their owners' names: everyone's, or those of `userId`. */
export const listKeys = (db: Db, filter: { readonly userId?: string }, page: PageRequest) =>
  ApiKeys.page(db, filter, page);

/** Revokes keys that are not yet, only those of `userId` when given; returns what it revoked. */
export async function revokeKeys(
  db: Db,
  which: { readonly ids: readonly string[]; readonly userId?: string },
  now: Date = new Date(),
): Promise<KeyRecord[]> {
  const revoked = await ApiKeys.revoke(db, which.ids, now, which.userId);
  return revoked.map(recordOf);
}
