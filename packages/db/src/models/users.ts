import { and, count, eq, ilike, or, sql } from "drizzle-orm";
import type { Db } from "../database.ts";
import { keyset, type PageRequest, toPage } from "../keyset.ts";
import { model } from "../model.ts";
import { postAuthors } from "../schema/post-authors.ts";
import { type NewUser, type Role, type User, users } from "../schema/users.ts";
import { escapeLike } from "./tags.ts";

const base = model<User, NewUser>(users);

const postCount =
  sql<number>`(select count(*)::int from ${postAuthors} where ${eq(postAuthors.userId, users.id)} and ${postAuthors.listedAt} is not null)`.as(
    "post_count",
  );

export const Users = {
  ...base,

  /** People for the admin, newest first; `q` looks in name, handle and address. */
  async page(
    db: Db,
    filter: { role?: Role | undefined; q?: string | undefined },
    page: PageRequest,
  ) {
    const { where, orderBy, limit } = keyset(users.createdAt, users.id, page);
    const pattern = filter.q && `%${escapeLike(filter.q)}%`;
    const rows = await db
      .select({
        id: users.id,
        name: users.name,
        email: users.email,
        emailVerified: users.emailVerified,
        handle: users.handle,
        role: users.role,
        isProfile: users.isProfile,
        banned: users.banned,
        banReason: users.banReason,
        banExpires: users.banExpires,
        createdAt: users.createdAt,
        postCount,
      })
      .from(users)
      .where(
        and(
          filter.role && eq(users.role, filter.role),
          pattern
            ? or(
                ilike(users.name, pattern),
                ilike(users.handle, pattern),
                ilike(users.email, pattern),
              )
            : undefined,
          where,
        ),
      )
      .orderBy(...orderBy)
      .limit(limit);
    return toPage(rows, page, (row) => ({ at: row.createdAt, id: row.id }));
  },

  /** One person's public face. */
  byHandle: (db: Db, handle: string) =>
    db
      .select({
        id: users.id,
        name: users.name,
        handle: users.handle,
        bio: users.bio,
        image: users.image,
        role: users.role,
        postCount,
      })
      .from(users)
      .where(eq(users.handle, handle))
      .limit(1),

  countsByRole: (db: Db) =>
    db.select({ role: users.role, count: count() }).from(users).groupBy(users.role),
};
