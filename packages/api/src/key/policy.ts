import { hasRole, type Identity, type Role, type SessionUser } from "@quoin/auth";

/** A key never may more than whoever makes it. */
export const canGrant = (user: SessionUser, role: Role) => hasRole(user.role, role);

/** What nobody may who asks with a key: make one that may what theirs may not. `null` stands for everything. */
export const isWithin = (wanted: readonly string[] | null, own: readonly string[] | null) =>
  own === null || (wanted !== null && wanted.every((scope) => own.includes(scope)));

/** Nor one that outlives theirs. `null` stands for no end. */
export const endsWithin = (wanted: Date | null, own: Date | null) =>
  own === null || (wanted !== null && wanted <= own);

export const canSeeAll = (user: SessionUser) => hasRole(user.role, "admin");

/** Everybody ends their own keys, admins anyone's. */
export const canRevoke = (user: SessionUser, key: { readonly userId: string }) =>
  key.userId === user.id || canSeeAll(user);

/**
 * Who asks with a key ends none that may more: whoever finds a weak one could lock its owner's work out.
 * Its end does not matter here, so that a key that ends can clear away those that do not.
 */
export const canRevokeWith = (
  own: Identity["key"],
  key: { readonly role: Role; readonly scopes: readonly string[] | null },
) => own === null || (hasRole(own.role, key.role) && isWithin(key.scopes, own.scopes));
