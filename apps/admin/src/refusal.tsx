import "server-only";

import { answerWith } from "@quoin/server/page-status";
import { forbidden, notFound } from "next/navigation";
import type { ReactNode } from "react";
import { requireViewer } from "./api.ts";
import { ForbiddenPage, MissingPage } from "./frame/refused-page.tsx";
import { mayActAs, type Role } from "./frame/places.ts";

/**
 * The page that says no, under the status that says it to machines, for layouts: they are above the
 * loading states, which send their 200 before a page has been asked. On hosts without our server the
 * status comes from Next, with a page that only a script fills.
 */
export function refusal(status: 403 | 404): ReactNode {
  if (!answerWith(status)) return interrupt(status);
  return status === 403 ? <ForbiddenPage /> : <MissingPage />;
}

/** Ends a page that says no. Its status is heard only where nothing was sent before. */
export const interrupt = (status: 403 | 404): never => (status === 403 ? forbidden() : notFound());

/** Pages for whoever is at least that. Each of them asks again: a layout stays while one moves on. */
export async function ForRole({ atLeast, children }: { atLeast: Role; children: ReactNode }) {
  const user = await requireViewer();
  return mayActAs(user.role, atLeast) ? children : refusal(403);
}
