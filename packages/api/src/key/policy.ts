import { hasRole, type Role, type SessionUser } from "@quoin/auth";

/** A key never may more than whoever makes it. */
export const canGrant = (user: SessionUser, role: Role) => hasRole(user.role, role);

/** What nobody may who asks with a key: make one that may what theirs may not. `null` stands for everything. */
export const isWithin = (wanted: readonly string[] | null, own: readonly string[] | null) =>
  own === null || (wanted !== null && wanted.every((scope) => own.includes(scope)));

export const canSeeAll = (user: SessionUser) => hasRole(user.role, "admin");

/** Everybody ends their own keys, admins anyone's. */
export const canRevoke = (user: SessionUser, key: { readonly userId: string }) =>
  key.userId === user.id || canSeeAll(user);
