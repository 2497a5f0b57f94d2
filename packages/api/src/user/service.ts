import { type Db, Sessions, takeFirst, Users } from "@quoin/db";
import { recordAudit } from "../audit/record.ts";
import type { Ctx, UserCtx } from "../context.ts";
import { AppError, requireAll } from "../errors.ts";
import { hasPage, leadOn, wasAnothers } from "../redirects.ts";
import { remember } from "../remember.ts";
import { requireOwner } from "../require-owner.ts";
import type { ProfileEdit, SuggestUsers } from "./input.ts";
import type { Me, PublicProfile, RevokedSessions, SessionLines, SuggestedUsers } from "./output.ts";
import { hasPublicPage } from "./policy.ts";

/** As many sessions of one person as are shown, the newest. */
const SESSIONS_SHOWN = 100;

/** Who is asking; null for somebody without an account. */
export const readMe = (ctx: Ctx): Promise<Me | null> =>
  ctx.user ? present(ctx, ctx.db, ctx.user) : Promise.resolve(null);

async function present(ctx: Ctx, db: Db, user: UserCtx["user"]): Promise<Me> {
  const columns = ["name", "handle", "bio", "image"] as const;
  const face = takeFirst(await Users.select(db, { id: user.id }, { columns }));
  const { id, email, emailVerified, role } = user;
  const impersonated = Boolean(ctx.session?.impersonatedBy);
  return { id, email, emailVerified, role, impersonated, ...face };
}

/** An author's public face. */
export function readProfile(ctx: Ctx, handle: string): Promise<PublicProfile> {
  return remember(ctx, `profile:${handle}`, ["users", "posts"], async () => {
    const [person] = await Users.byHandle(ctx.db, handle);
    if (!person || !hasPublicPage(person))
      throw new AppError("not_found", "There is no author under this address");
    const { id, name, bio, image, postCount } = person;
    return { id, name, handle, bio, image, postCount };
  });
}

/**
 * Changes what is named of the caller's own face; a handle that is taken is refused with `conflict`. The old
 * address of an author leads on. A reader had none, and takes nobody's away by having had their handle.
 */
export function updateProfile(ctx: UserCtx, edit: ProfileEdit): Promise<Me> {
  const { name, bio, handle } = edit;
  return ctx.db.transaction(async (tx) => {
    const before = takeFirst(await Users.locked(tx, [ctx.user.id]));
    const changes = {
      ...(name !== undefined && name !== before.name && { name }),
      ...(bio !== undefined && bio !== before.bio && { bio }),
      ...(handle !== undefined && handle !== before.handle && { handle }),
    };
    const changed = Object.keys(changes);
    if (changed.length === 0) return present(ctx, tx, ctx.user);
    if (changes.handle) await requireFreeHandle(tx, changes.handle, ctx.user.id);
    if (changes.handle && (await hasPage(tx, before.handle)))
      await leadOn(tx, "author", [{ id: before.id, from: before.handle, to: changes.handle }]);
    await Users.update(tx, { id: ctx.user.id }, changes);
    await recordAudit(ctx, tx, [
      {
        action: "user.updated",
        entityId: ctx.user.id,
        label: name ?? before.name,
        details: { changed },
      },
    ]);
    await ctx.changes.announce(tx, ["users"]);
    return present(ctx, tx, ctx.user);
  });
}

/** Another author's former handle is theirs still: links to it lead to them. */
async function requireFreeHandle(tx: Db, handle: string, userId: string): Promise<void> {
  const [taken] = await Users.select(tx, { handle }, { columns: ["id"] });
  if (taken || (await wasAnothers(tx, "author", handle, userId)))
    throw new AppError("conflict", `Somebody else is “${handle}” already`, {
      details: [{ field: "handle", issue: "Is taken" }],
    });
}

/** Where the caller is signed in, the newest first. */
export async function listSessions(ctx: UserCtx): Promise<SessionLines> {
  const columns = ["id", "ipAddress", "userAgent", "createdAt", "updatedAt", "expiresAt"] as const;
  const rows = await Sessions.select(ctx.db, { userId: ctx.user.id }, { columns });
  return rows
    .filter(({ expiresAt }) => expiresAt > ctx.now())
    .toSorted((one, other) => other.createdAt.getTime() - one.createdAt.getTime())
    .slice(0, SESSIONS_SHOWN)
    .map((row) => ({ ...row, current: row.id === ctx.session?.id }));
}

/**
 * Signs the caller out elsewhere, or here. Other people's sessions do not exist to them, and an admin who acts
 * as somebody leaves theirs alone.
 */
export function revokeSessions(ctx: UserCtx, ids: string[]): Promise<RevokedSessions> {
  requireOwner(ctx, "Only the owner of an account ends its sessions");
  return ctx.db.transaction(async (tx) => {
    const own = { id: ids, userId: ctx.user.id };
    requireAll("session", ids, await Sessions.select(tx, own, { columns: ["id"] }));
    const gone = await Sessions.delete(tx, own);
    await recordAudit(
      ctx,
      tx,
      gone.map(({ id }) => ({ action: "session.revoked", entityId: id, label: ctx.user.name })),
    );
    return gone.map(({ id }) => ({ id }));
  });
}

/** People who can stand in a byline; those whose name begins with what was typed first. */
export const suggestUsers = (ctx: UserCtx, { q, limit }: SuggestUsers): Promise<SuggestedUsers> =>
  Users.suggest(ctx.db, q, limit);
