import { z } from "zod";
import { pageOf } from "../fields.ts";
import { role } from "./input.ts";

/** Oneself. */
export const me = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  handle: z.string(),
  /** What may be done in this call: with a key, never more than the key allows. */
  role,
  bio: z.string(),
  image: z.string().nullable(),
  /** True while an admin acts as this person. */
  impersonated: z.boolean(),
});
export type Me = z.infer<typeof me>;

/** An author's page. */
export const publicProfile = z.object({
  id: z.string(),
  name: z.string(),
  handle: z.string(),
  bio: z.string(),
  image: z.string().nullable(),
  postCount: z.number(),
});
export type PublicProfile = z.infer<typeof publicProfile>;

export const suggestedUsers = z.array(
  z.object({ id: z.string(), name: z.string(), handle: z.string(), isProfile: z.boolean() }),
);
export type SuggestedUsers = z.infer<typeof suggestedUsers>;

/** A person as admins see them. */
export const managedUser = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  handle: z.string(),
  role,
  /** A byline that came with an import; it cannot sign in. */
  isProfile: z.boolean(),
  /** Suspended at this moment. */
  banned: z.boolean(),
  banReason: z.string().nullable(),
  banExpires: z.date().nullable(),
  createdAt: z.date(),
  postCount: z.number(),
  /** Signing in asks for a code as well. */
  twoFactor: z.boolean(),
});
export type ManagedUser = z.infer<typeof managedUser>;
export const managedUserPage = pageOf(managedUser);
export type ManagedUserPage = z.infer<typeof managedUserPage>;

/** How many people have each role; profiles apart. */
export const userCounts = z.object({
  reader: z.number(),
  author: z.number(),
  editor: z.number(),
  admin: z.number(),
  suspended: z.number(),
  profile: z.number(),
});
export type UserCounts = z.infer<typeof userCounts>;

export const createdUsers = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    handle: z.string(),
    role,
    /** True when a link to choose a password was mailed. */
    invited: z.boolean(),
  }),
);
export type CreatedUsers = z.infer<typeof createdUsers>;

/** Whom another invitation was mailed to. */
export const invitedUsers = z.array(z.object({ id: z.string(), name: z.string() }));
export type InvitedUsers = z.infer<typeof invitedUsers>;

/** Only the people that the call itself moved, each with the role before, for Undo. */
export const changedRoles = z.array(
  z.object({ id: z.string(), name: z.string(), role, previous: role }),
);
export type ChangedRoles = z.infer<typeof changedRoles>;

/** Only the people that the call itself suspended or let back in. */
export const bannedUsers = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    banned: z.boolean(),
    banReason: z.string().nullable(),
    banExpires: z.date().nullable(),
  }),
);
export type BannedUsers = z.infer<typeof bannedUsers>;

/** Only the people whose codes the call itself has reset. */
export const resetTwoFactors = z.array(z.object({ id: z.string(), name: z.string() }));
export type ResetTwoFactors = z.infer<typeof resetTwoFactors>;

/** Where one is signed in. */
export const sessionLine = z.object({
  id: z.string(),
  ipAddress: z.string().nullable(),
  userAgent: z.string().nullable(),
  createdAt: z.date(),
  /** When it was last extended; at most a day behind its last use. */
  updatedAt: z.date(),
  expiresAt: z.date(),
  /** The session of this very call. */
  current: z.boolean(),
});
export const sessionLines = z.array(sessionLine);
export type SessionLines = z.infer<typeof sessionLines>;
export const revokedSessions = z.array(z.object({ id: z.string() }));
export type RevokedSessions = z.infer<typeof revokedSessions>;

export const claimedProfile = z.object({
  user: z.object({ id: z.string(), name: z.string(), handle: z.string() }),
  postsMoved: z.number(),
});
export type ClaimedProfile = z.infer<typeof claimedProfile>;
