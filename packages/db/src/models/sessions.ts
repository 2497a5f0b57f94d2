import { eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "../database.ts";
import { model } from "../model.ts";
import { type NewSession, type Session, sessions } from "../schema/sessions.ts";
import { users } from "../schema/users.ts";
import { deleteExpired } from "./expired.ts";
import { identityColumns } from "./identity-columns.ts";

const actors = alias(users, "actors");

// Asked at every request with a cookie, so PostgreSQL plans it once a connection.
const joined = (db: Db) =>
  db
    .select({
      session: {
        id: sessions.id,
        expiresAt: sessions.expiresAt,
        impersonatedBy: sessions.impersonatedBy,
      },
      user: identityColumns,
      /** The admin who acts as that user, when one does: whether they still may. */
      actor: { role: actors.role, banned: actors.banned, banExpires: actors.banExpires },
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(actors, eq(actors.id, sessions.impersonatedBy))
    .limit(1);

const prepareByToken = (db: Db) =>
  joined(db)
    .where(eq(sessions.token, sql.placeholder("token")))
    .prepare("session_by_token");

const prepareById = (db: Db) =>
  joined(db)
    .where(eq(sessions.id, sql.placeholder("id")))
    .prepare("session_by_id");

const byToken = new WeakMap<Db, ReturnType<typeof prepareByToken>>();
const byId = new WeakMap<Db, ReturnType<typeof prepareById>>();

export const Sessions = {
  ...model<Session, NewSession>(sessions),

  /** The session with this token and whose it is, expired or banned or not; empty when there is none. */
  byToken(db: Db, token: string) {
    const prepared = byToken.get(db) ?? prepareByToken(db);
    byToken.set(db, prepared);
    return prepared.execute({ token });
  },

  /** The same by the session's id, which a token for other services names. */
  byId(db: Db, id: string) {
    const prepared = byId.get(db) ?? prepareById(db);
    byId.set(db, prepared);
    return prepared.execute({ id });
  },

  /** Deletes the sessions that ran out before `now`. Returns how many. */
  deleteExpired: (db: Db, now: Date) => deleteExpired(db, sessions, sessions.expiresAt, now),
};
