import { hasRole, type Role } from "@quoin/auth";

/** Whoever writes, or has written, has a page; readers are known by their comments alone. */
export const hasPublicPage = (person: { readonly role: Role; readonly postCount: number }) =>
  hasRole(person.role, "author") || person.postCount > 0;

/** Nobody locks themselves out, or lifts themselves up. */
export const isSelf = (user: { readonly id: string }, people: readonly { readonly id: string }[]) =>
  people.some(({ id }) => id === user.id);
