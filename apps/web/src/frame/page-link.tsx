"use client";

import Link, { useLinkStatus } from "next/link";
import type { ComponentProps } from "react";

/**
 * A link to another page of ours: a bar at the top shows that it is on the way.
 * Pages are not fetched ahead, because a list would ask the server for all of its posts.
 */
export function PageLink({ children, ...props }: ComponentProps<typeof Link>) {
  return (
    <Link prefetch={false} {...props}>
      {children}
      <OnTheWay />
    </Link>
  );
}

function OnTheWay() {
  const { pending } = useLinkStatus();
  return pending ? (
    <span className="on-the-way" role="status" aria-label="Loading the page" />
  ) : null;
}
