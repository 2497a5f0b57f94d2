import "server-only";

import { forbidden } from "next/navigation";
import { requireViewer } from "./api.ts";
import { mayActAs, type Role } from "./frame/places.ts";

/**
 * Who asked for this page, when they are at least a `role`; for the first line of a page. Others get
 * the page that says so. The API guards its own calls; this keeps half a page from showing.
 */
export async function requireRole(role: Role) {
  const user = await requireViewer();
  if (!mayActAs(user.role, role)) forbidden();
  return user;
}
