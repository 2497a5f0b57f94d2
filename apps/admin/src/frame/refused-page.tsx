import { ButtonLink, EmptyState } from "@quoin/ui";
import Link from "next/link";
import { PageBar } from "./page-bar.tsx";

const toPosts = (
  <ButtonLink as={Link} href="/posts">
    Posts
  </ButtonLink>
);

/** A page of the newsroom that needs a higher role, or belongs to somebody else. */
export function ForbiddenPage() {
  return (
    <>
      <PageBar title="Not yours to open" />
      <main id="main" tabIndex={-1}>
        <h2 className="vh">What happened</h2>
        <EmptyState seed="locked drawer" title="This page is for others" actions={toPosts}>
          It needs a role that your account does not have, or belongs to somebody else. An admin can
          change that under Users.
        </EmptyState>
      </main>
    </>
  );
}

/** What the newsroom shows where there is nothing; the rail and what was typed are still there. */
export function MissingPage() {
  return (
    <>
      <PageBar title="Nothing here" />
      <main id="main" tabIndex={-1}>
        <h2 className="vh">What happened</h2>
        <EmptyState seed="not found" title="Nothing under this address" actions={toPosts}>
          It may have been deleted, or the address has a mistake in it.
        </EmptyState>
      </main>
    </>
  );
}
