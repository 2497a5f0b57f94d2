import {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  gte,
  ilike,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  or,
  sql,
} from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "../database.ts";
import { keyset, type PageRequest, toPage } from "../keyset.ts";
import { model } from "../model.ts";
import { comments } from "../schema/comments.ts";
import { postAuthors } from "../schema/post-authors.ts";
import { posts } from "../schema/posts.ts";
import { twoFactors } from "../schema/two-factors.ts";
import { type NewUser, type Role, type User, users } from "../schema/users.ts";
import { escapeLike } from "./tags.ts";

const base = model<User, NewUser>(users);

const postCount =
  sql<number>`(select count(*)::int from ${postAuthors} where ${eq(postAuthors.userId, users.id)} and ${postAuthors.listedAt} is not null)`.as(
    "post_count",
  );

const asksForCodes =
  sql<boolean>`coalesce((select ${isNotNull(twoFactors.confirmedAt)} from ${twoFactors} where ${eq(twoFactors.userId, users.id)}), false)`.as(
    "two_factor",
  );

/** Accounts that may sign in, those suspended, or bylines that nobody has claimed. */
export type UserKind = "account" | "suspended" | "profile";

const isSuspended = (now: Date) =>
  and(eq(users.banned, true), or(isNull(users.banExpires), gt(users.banExpires, now)));

const mayEnter = (now: Date) =>
  and(
    eq(users.isProfile, false),
    or(eq(users.banned, false), and(isNotNull(users.banExpires), lte(users.banExpires, now))),
  );

function ofKind(kind: UserKind, now: Date) {
  if (kind === "profile") return eq(users.isProfile, true);
  return kind === "suspended" ? isSuspended(now) : mayEnter(now);
}

const nameContains = (q: string) => {
  const pattern = `%${escapeLike(q)}%`;
  return or(ilike(users.name, pattern), ilike(users.handle, pattern));
};

export const Users = {
  ...base,

  /** People for the admin, newest first; `q` looks in name, handle and address. */
  async page(
    db: Db,
    filter: {
      id?: string | undefined;
      role?: Role | undefined;
      kind?: UserKind | undefined;
      q?: string | undefined;
      now: Date;
    },
    page: PageRequest,
  ) {
    const { where, orderBy, limit } = keyset(users.createdAt, users.id, page);
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
        twoFactor: asksForCodes,
      })
      .from(users)
      .where(
        and(
          filter.id === undefined ? undefined : eq(users.id, filter.id),
          filter.role && eq(users.role, filter.role),
          filter.kind && ofKind(filter.kind, filter.now),
          filter.q
            ? or(nameContains(filter.q), ilike(users.email, `%${escapeLike(filter.q)}%`))
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

  /** People who can stand in a byline, by name: those who write, and profiles. */
  suggest: (db: Db, q: string, limit: number) =>
    db
      .select({
        id: users.id,
        name: users.name,
        handle: users.handle,
        isProfile: users.isProfile,
      })
      .from(users)
      // In the very words of the partial index that holds these people.
      .where(and(sql`(${users.role} <> 'reader' or ${users.isProfile})`, nameContains(q)))
      .orderBy(desc(ilike(users.name, `${escapeLike(q)}%`)), asc(users.name), asc(users.id))
      .limit(limit),

  /** How many people there are of each role, and how many of them are suspended or only a byline. */
  counts: (db: Db, now: Date) =>
    db
      .select({
        role: users.role,
        isProfile: users.isProfile,
        count: count(),
        // Drizzle has no FILTER.
        suspended: sql<number>`(count(*) filter (where ${isSuspended(now)}))::int`.as("suspended"),
      })
      .from(users)
      .groupBy(users.role, users.isProfile),

  /** How many accounts there are, and how many of them came in the spans before `now` and before that. */
  async growth(db: Db, spans: { since: Date; before: Date }) {
    const [row] = await db
      .select({
        total: count(),
        joined: sql<number>`(count(*) filter (where ${gte(users.createdAt, spans.since)}))::int`.as(
          "joined",
        ),
        previouslyJoined:
          sql<number>`(count(*) filter (where ${and(gte(users.createdAt, spans.before), lt(users.createdAt, spans.since))}))::int`.as(
            "previously_joined",
          ),
      })
      .from(users)
      .where(eq(users.isProfile, false));
    return row ?? { total: 0, joined: 0, previouslyJoined: 0 };
  },

  /** These people, kept from other admins until the transaction ends. */
  locked: (db: Db, ids: readonly string[]): Promise<User[]> =>
    db
      .select()
      .from(users)
      .where(inArray(users.id, [...ids]))
      .orderBy(asc(users.id))
      .limit(ids.length)
      .for("update"),

  /** How many admins can sign in. */
  async countAdmins(db: Db, now: Date): Promise<number> {
    const [row] = await db
      .select({ count: count() })
      .from(users)
      .where(and(eq(users.role, "admin"), mayEnter(now)));
    return row?.count ?? 0;
  },

  /**
   * Gives everything that stands under one person to another: posts, places in bylines, comments. Where both
   * are in a byline, the better place is kept. Returns how many posts changed hands.
   */
  async takeOver(db: Db, fromId: string, toId: string): Promise<number> {
    const theirs = alias(postAuthors, "theirs");
    const both = and(eq(postAuthors.postId, theirs.postId), eq(theirs.userId, fromId));
    const shared = await db
      .update(postAuthors)
      .set({ position: sql`least(${postAuthors.position}, ${theirs.position})` })
      .from(theirs)
      .where(and(eq(postAuthors.userId, toId), both))
      .returning({ postId: postAuthors.postId });
    await db.delete(postAuthors).where(
      and(
        eq(postAuthors.userId, fromId),
        inArray(
          postAuthors.postId,
          shared.map(({ postId }) => postId),
        ),
      ),
    );
    const moved = await db
      .update(postAuthors)
      .set({ userId: toId })
      .where(eq(postAuthors.userId, fromId))
      .returning({ postId: postAuthors.postId });
    // A new owner is no new text: readers see when that was last changed.
    await db
      .update(posts)
      .set({ authorId: toId, updatedAt: sql`${posts.updatedAt}` })
      .where(eq(posts.authorId, fromId));
    await db.update(comments).set({ authorId: toId }).where(eq(comments.authorId, fromId));
    return shared.length + moved.length;
  },
};
