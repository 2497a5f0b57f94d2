import { createKeys, listKeys as pageOfKeys, revokeKeys as revokeRows } from "@quoin/auth";
import { ApiKeys, lockUntilCommit, takeFirst } from "@quoin/db";
import { recordAudit } from "../audit/record.ts";
import type { UserCtx } from "../context.ts";
import { pageRequest, toPageOutput } from "../cursor.ts";
import { AppError, requireAll } from "../errors.ts";
import { requireOwner } from "../require-owner.ts";
import type { ListKeys, NewKeyInput } from "./input.ts";
import type { CreatedKey, KeyLine, KeyPage, RevokedKeys } from "./output.ts";
import { canGrant, canRevoke, canRevokeWith, canSeeAll, endsWithin, isWithin } from "./policy.ts";

const onlyOwner = "Only the owner of an account makes and ends its keys";

/** More keys than this that still work are not kept track of by anybody. */
const MAX_KEYS = 50;

/** One's own keys, newest first; everyone's for an admin who asks for all. */
export async function listKeys(ctx: UserCtx, input: ListKeys): Promise<KeyPage> {
  if (input.all && !canSeeAll(ctx.user))
    throw new AppError("not_allowed", "Only admins can see everyone's keys");
  const list = input.all ? "keys:all" : `keys:${ctx.user.id}`;
  const filter = input.all ? {} : { userId: ctx.user.id };
  const page = await pageOfKeys(ctx.db, filter, pageRequest(list, input));
  return toPageOutput(list, { ...page, items: page.items.map(toLine) });
}

/** One key of one's own, or anybody's for an admin, revoked ones too; others' do not exist to anyone. */
export async function readKey(ctx: UserCtx, id: string): Promise<KeyLine> {
  const userId = canSeeAll(ctx.user) ? undefined : ctx.user.id;
  const { items } = await ApiKeys.page(ctx.db, { id, userId }, { limit: 1 });
  return takeFirst(requireAll("key", [id], items.map(toLine)));
}

type KeyRow = Awaited<ReturnType<typeof pageOfKeys>>["items"][number];

const toLine = ({ userId, ownerName, ...key }: KeyRow): KeyLine => ({
  ...key,
  owner: { id: userId, name: ownerName },
});

/**
 * Makes a key of the caller's own. It is shown in this answer and never again. Asked for with a key, it may
 * no more than that one and lasts no longer; without an end of its own it ends with it.
 */
export function createKey(ctx: UserCtx, input: NewKeyInput): Promise<CreatedKey> {
  // A key would outlast an admin's acting as somebody.
  requireOwner(ctx, onlyOwner);
  const { name, role } = input;
  const lastEnd = ctx.key?.expiresAt ?? null;
  const { expiresAt = lastEnd } = input;
  const scopes = input.scopes ? [...new Set(input.scopes)].toSorted() : null;
  if (!canGrant(ctx.user, role))
    throw new AppError("not_allowed", `A key of yours can be at most ${ctx.user.role}`, {
      details: [{ field: "role", issue: `At most ${ctx.user.role}` }],
    });
  if (!isWithin(scopes, ctx.key?.scopes ?? null))
    throw new AppError("not_allowed", "A key can only make keys with scopes of its own", {
      details: [{ field: "scopes", issue: `At most ${ctx.key?.scopes?.join(", ")}` }],
    });
  if (expiresAt && expiresAt <= ctx.now())
    throw new AppError("validation", "Choose a time that is still to come", {
      details: [{ field: "expiresAt", issue: "Is in the past" }],
    });
  if (!endsWithin(expiresAt, lastEnd))
    throw new AppError("not_allowed", "A key can only make keys that end no later than itself", {
      details: [{ field: "expiresAt", issue: `At the latest ${lastEnd?.toISOString()}` }],
    });
  return ctx.db.transaction(async (tx) => {
    await lockUntilCommit(tx, `key:${ctx.user.id}`);
    const alive = await ApiKeys.select(
      tx,
      { userId: ctx.user.id, revokedAt: null },
      { columns: ["expiresAt"], limit: 1_000 },
    );
    const working = alive.filter(({ expiresAt }) => !expiresAt || expiresAt > ctx.now());
    if (working.length >= MAX_KEYS)
      throw new AppError("conflict", `You have ${MAX_KEYS} keys; revoke one that is not used`);
    const made = await createKeys(tx, [{ userId: ctx.user.id, name, role, scopes, expiresAt }]);
    const { record, key } = takeFirst(made);
    await recordAudit(ctx, tx, [
      { action: "key.created", entityId: record.id, label: name, details: { role, scopes } },
    ]);
    return { ...record, key };
  });
}

/** Ends keys for good. One that was ended before is not among what is returned. */
export function revokeKeys(ctx: UserCtx, ids: string[]): Promise<RevokedKeys> {
  requireOwner(ctx, onlyOwner);
  return ctx.db.transaction(async (tx) => {
    const columns = ["id", "userId", "role", "scopes"] as const;
    const keys = requireAll("key", ids, await ApiKeys.select(tx, { id: ids }, { columns }));
    if (!keys.every((key) => canRevoke(ctx.user, key)))
      throw new AppError("not_allowed", "Only its owner or an admin can revoke a key");
    if (!keys.every((key) => canRevokeWith(ctx.key, key)))
      throw new AppError("not_allowed", "A key can only revoke keys that may no more than itself");
    const revoked = await revokeRows(tx, { ids }, ctx.now());
    await recordAudit(
      ctx,
      tx,
      revoked.map(({ id, name }) => ({ action: "key.revoked", entityId: id, label: name })),
    );
    return revoked.flatMap(({ id, name, revokedAt }) => (revokedAt ? { id, name, revokedAt } : []));
  });
}
