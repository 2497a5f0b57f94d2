import { hasRole, type SessionUser } from "@quoin/auth";

/** A draft's tags are as private as the draft; who writes sees them, to use them again. */
export const seesAllTags = (user: SessionUser | null) =>
  user !== null && hasRole(user.role, "author");
