// Browser-safe: only a type comes from the database package.
import type { Role } from "@quoin/db";

export type { Role } from "@quoin/db";

/** From least to most trusted; each role may do what those before it may. */
export const roles = ["reader", "author", "editor", "admin"] as const satisfies readonly Role[];

/** True when `role` may do what `atLeast` may. Nobody (null, undefined) may nothing. */
export function hasRole(role: Role | null | undefined, atLeast: Role): boolean {
  return role !== null && role !== undefined && roles.indexOf(role) >= roles.indexOf(atLeast);
}

/** The less trusted of two roles. */
export function lesserRole(one: Role, other: Role): Role {
  return hasRole(one, other) ? other : one;
}
