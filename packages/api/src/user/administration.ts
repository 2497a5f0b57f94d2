import { isBanned } from "@quoin/auth";
import {
  type Db,
  lockUntilCommit,
  Sessions,
  takeFirst,
  TwoFactors,
  type User,
  Users,
} from "@quoin/db";
import { twoFactorChanged } from "@quoin/mail";
import { recordAudit } from "../audit/record.ts";
import type { UserCtx } from "../context.ts";
import { pageRequest, toPageOutput } from "../cursor.ts";
import { AppError, requireAll } from "../errors.ts";
import { hasPage, leadOnTo } from "../redirects.ts";
import { publication } from "../settings/service.ts";
import type { BanUsers, ClaimProfile, ListUsers, SetRole } from "./input.ts";
import type {
  BannedUsers,
  ChangedRoles,
  ClaimedProfile,
  ManagedUser,
  ManagedUserPage,
  ResetTwoFactors,
  UserCounts,
} from "./output.ts";
import { requireAccounts } from "./inviting.ts";
import { isSelf } from "./policy.ts";

/** Everybody, newest first. */
export async function listUsers(ctx: UserCtx, input: ListUsers): Promise<ManagedUserPage> {
  const { role, kind, q } = input;
  const list = `users:${JSON.stringify({ role, kind, q })}`;
  const now = ctx.now();
  const page = await Users.page(ctx.db, { role, kind, q, now }, pageRequest(list, input));
  const items = page.items.map((user) => ({ ...user, banned: isBanned(user, now) }));
  return toPageOutput(list, { ...page, items });
}

/** One person, as the list tells of them. */
export async function readUser(ctx: UserCtx, id: string): Promise<ManagedUser> {
  const now = ctx.now();
  const { items } = await Users.page(ctx.db, { id, now }, { limit: 1 });
  const user = takeFirst(requireAll("user", [id], items));
  return { ...user, banned: isBanned(user, now) };
}

/** How many people have each role; profiles apart. */
export async function countUsers(ctx: UserCtx): Promise<UserCounts> {
  const counts = { reader: 0, author: 0, editor: 0, admin: 0, suspended: 0, profile: 0 };
  for (const { role, isProfile, count, suspended } of await Users.counts(ctx.db, ctx.now())) {
    counts[isProfile ? "profile" : role] += count;
    counts.suspended += suspended;
  }
  return counts;
}

/** Gives people a role, from their next call on. Never one's own, and never the last admin's. */
export function setRole(ctx: UserCtx, { ids, role }: SetRole): Promise<ChangedRoles> {
  return changePeople(ctx, ids, "change their own role", async (tx, people) => {
    requireAccounts(people);
    const moved = people.filter((person) => person.role !== role);
    await Users.update(tx, { id: moved.map(({ id }) => id) }, { role });
    await recordAudit(
      ctx,
      tx,
      moved.map(({ id, name, role: from }) => ({
        action: "user.role_changed",
        entityId: id,
        label: name,
        details: { from, to: role },
      })),
    );
    // Comments say who writes for the publication.
    if (moved.length > 0) await ctx.changes.announce(tx, ["users"]);
    return moved.map(({ id, name, role: previous }) => ({ id, name, role, previous }));
  });
}

/** Suspends people and signs them out everywhere, at once. Never oneself, and never the last admin. */
export function banUsers(ctx: UserCtx, input: BanUsers): Promise<BannedUsers> {
  const { ids, reason, until = null } = input;
  if (until && until <= ctx.now())
    throw new AppError("validation", "Choose a time that is still to come", {
      details: [{ field: "until", issue: "Is in the past" }],
    });
  return changePeople(ctx, ids, "suspend themselves", async (tx, people) => {
    requireAccounts(people);
    const patch = { banned: true, banReason: reason, banExpires: until };
    const banned = await Users.update(tx, { id: ids }, patch);
    await Sessions.delete(tx, { userId: ids });
    await recordAudit(
      ctx,
      tx,
      people.map(({ id, name }) => ({
        action: "user.suspended",
        entityId: id,
        label: name,
        details: { reason, until: until?.toISOString() ?? null },
      })),
    );
    // Their live streams end.
    await ctx.changes.announce(tx, ["users"]);
    return requireAll("user", ids, banned);
  });
}

/** Lets people back in. Who was not suspended is left alone and not among what is returned. */
export function unbanUsers(ctx: UserCtx, ids: string[]): Promise<BannedUsers> {
  return ctx.db.transaction(async (tx) => {
    const people = requireAll("user", ids, await Users.locked(tx, ids));
    const banned = people.filter((person) => person.banned).map(({ id }) => id);
    const patch = { banned: false, banReason: null, banExpires: null };
    const back = requireAll("user", banned, await Users.update(tx, { id: banned }, patch));
    await recordAudit(
      ctx,
      tx,
      back.map(({ id, name }) => ({ action: "user.reinstated", entityId: id, label: name })),
    );
    return back;
  });
}

/**
 * Lets people sign in without a code until they set up an app again, for who has lost it; they are told
 * by mail. Never oneself: who has a session alone could take the second factor off it.
 */
export function resetTwoFactor(ctx: UserCtx, ids: string[]): Promise<ResetTwoFactors> {
  return ctx.db.transaction(async (tx) => {
    const people = requireAll("user", ids, await Users.locked(tx, ids));
    if (isSelf(ctx.user, people))
      throw new AppError("not_allowed", "Nobody can reset their own sign-in codes");
    const gone = await TwoFactors.delete(tx, { userId: ids });
    const reset = people.filter(({ id }) => gone.some(({ userId }) => userId === id));
    const site = await publication(tx, ctx.urls.web);
    const url = `${ctx.urls.web}/forgot-password`;
    const mails = reset.map(({ name, email }) => {
      const news = { publication: site, name, event: "reset", at: ctx.now(), url } as const;
      return { to: email, ...twoFactorChanged(news) };
    });
    await ctx.jobs.mailRequested.toEach(mails).enqueue(tx);
    await recordAudit(
      ctx,
      tx,
      reset.map(({ id, name }) => ({
        action: "user.two_factor_reset",
        entityId: id,
        label: name,
      })),
    );
    return reset.map(({ id, name }) => ({ id, name }));
  });
}

/**
 * Gives the posts and the byline of an imported profile to an account; the profile is gone then, and its
 * address leads to the account's.
 */
export function claimProfile(ctx: UserCtx, input: ClaimProfile): Promise<ClaimedProfile> {
  const { profileId, userId } = input;
  return ctx.db.transaction(async (tx) => {
    const ids = [...new Set([profileId, userId])];
    const people = requireAll("user", ids, await Users.locked(tx, ids));
    const profile = people.find(({ id }) => id === profileId);
    const user = people.find(({ id }) => id === userId);
    if (!profile?.isProfile)
      throw new AppError("conflict", "Only a profile that nobody has claimed can be claimed", {
        details: [{ field: "profileId", issue: "Is an account" }],
      });
    if (!user || user.isProfile)
      throw new AppError("conflict", "Only an account can claim a profile", {
        details: [{ field: "userId", issue: "Is a profile" }],
      });
    const hadPage = await hasPage(tx, profile.handle);
    const gone = { id: profileId, name: hadPage ? profile.handle : null };
    await leadOnTo(tx, "author", [gone], userId);
    const postsMoved = await Users.takeOver(tx, profileId, userId);
    await Users.delete(tx, { id: profileId });
    await recordAudit(ctx, tx, [
      {
        action: "user.profile_claimed",
        entityId: userId,
        label: user.name,
        details: { profile: profile.name, handle: profile.handle, postsMoved },
      },
    ]);
    await ctx.changes.announce(tx, ["users", "posts", "comments"]);
    return { user: { id: user.id, name: user.name, handle: user.handle }, postsMoved };
  });
}

/** Changes people's standing, so that there is an admin before and after, whoever else does the same now. */
function changePeople<Result>(
  ctx: UserCtx,
  ids: string[],
  deed: string,
  change: (tx: Db, people: readonly User[]) => Promise<Result>,
): Promise<Result> {
  return ctx.db.transaction(async (tx) => {
    await lockUntilCommit(tx, "user.admins");
    const people = requireAll("user", ids, await Users.locked(tx, ids));
    if (isSelf(ctx.user, people)) throw new AppError("not_allowed", `Nobody can ${deed}`);
    const result = await change(tx, people);
    const admins = await Users.countAdmins(tx, ctx.now());
    if (admins === 0)
      throw new AppError("conflict", "This is the last admin; make somebody else one first");
    return result;
  });
}
