import { ButtonLink, EmptyState } from "@quoin/ui";
import Link from "next/link";
import { PageBar } from "../../frame/page-bar.tsx";

/** A page of the newsroom that needs a higher role. */
export default function Forbidden() {
  return (
    <>
      <PageBar title="Not yours to open" />
      <main id="main" tabIndex={-1}>
        <h2 className="vh">What happened</h2>
        <EmptyState
          seed="locked drawer"
          title="This page is for others"
          actions={
            <ButtonLink as={Link} href="/posts">
              Your posts
            </ButtonLink>
          }
        >
          It needs a role that your account does not have, or belongs to somebody else. An admin can
          change that under Users.
        </EmptyState>
      </main>
    </>
  );
}
