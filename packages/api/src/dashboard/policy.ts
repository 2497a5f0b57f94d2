import { hasRole, type SessionUser } from "@quoin/auth";

/** Editors look after the whole publication, authors after what is theirs. */
export const canSeeEverything = (user: SessionUser) => hasRole(user.role, "editor");
