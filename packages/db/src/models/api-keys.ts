import { and, eq, inArray, isNull, lt, or, sql } from "drizzle-orm";
import type { Db } from "../database.ts";
import { keyset, type PageRequest, toPage } from "../keyset.ts";
import { model } from "../model.ts";
import { type ApiKey, apiKeys, type NewApiKey } from "../schema/api-keys.ts";
import { users } from "../schema/users.ts";
import { identityColumns } from "./identity-columns.ts";

// Asked at every request with a key, so PostgreSQL plans it once a connection.
const prepareByHash = (db: Db) =>
  db
    .select({
      key: {
        id: apiKeys.id,
        role: apiKeys.role,
        scopes: apiKeys.scopes,
        expiresAt: apiKeys.expiresAt,
        lastUsedAt: apiKeys.lastUsedAt,
        revokedAt: apiKeys.revokedAt,
      },
      user: identityColumns,
    })
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.userId))
    .where(eq(apiKeys.hash, sql.placeholder("hash")))
    .limit(1)
    .prepare("api_key_by_hash");

const byHash = new WeakMap<Db, ReturnType<typeof prepareByHash>>();
const base = model<ApiKey, NewApiKey>(apiKeys);

export const ApiKeys = {
  ...base,

  /** The key with this digest and whose it is, revoked or not; empty when there is none. */
  byHash(db: Db, hash: string) {
    const prepared = byHash.get(db) ?? prepareByHash(db);
    byHash.set(db, prepared);
    return prepared.execute({ hash });
  },

  /** Keys, newest first: everyone's for an admin, one owner's, or the one of an id. Never the digest. */
  async page(
    db: Db,
    { id, userId }: { id?: string | undefined; userId?: string | undefined },
    page: PageRequest,
  ) {
    const { where, orderBy, limit } = keyset(apiKeys.createdAt, apiKeys.id, page);
    const rows = await db
      .select({
        id: apiKeys.id,
        userId: apiKeys.userId,
        ownerName: users.name,
        name: apiKeys.name,
        prefix: apiKeys.prefix,
        role: apiKeys.role,
        scopes: apiKeys.scopes,
        expiresAt: apiKeys.expiresAt,
        lastUsedAt: apiKeys.lastUsedAt,
        revokedAt: apiKeys.revokedAt,
        createdAt: apiKeys.createdAt,
      })
      .from(apiKeys)
      .innerJoin(users, eq(users.id, apiKeys.userId))
      .where(
        and(
          id === undefined ? undefined : eq(apiKeys.id, id),
          userId === undefined ? undefined : eq(apiKeys.userId, userId),
          where,
        ),
      )
      .orderBy(...orderBy)
      .limit(limit);
    return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
  },

  /** Revokes those of `ids` that are not yet, only the ones of `userId` when given; returns what it revoked. */
  revoke: (db: Db, ids: readonly string[], at: Date, userId?: string) =>
    base.update(db, { id: ids, userId }, { revokedAt: at }, isNull(apiKeys.revokedAt)),

  /** Notes that keys were used, unless that was noted after `unlessSince`: a busy key is one write a minute. */
  async touch(db: Db, ids: readonly string[], at: Date, unlessSince: Date): Promise<void> {
    await db
      .update(apiKeys)
      // Its own value, or every use would look like an edit.
      .set({ lastUsedAt: at, updatedAt: sql`${apiKeys.updatedAt}` })
      .where(
        and(
          inArray(apiKeys.id, [...ids]),
          or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, unlessSince)),
        ),
      );
  },
};
