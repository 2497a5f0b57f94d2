import { ButtonLink, EmptyState } from "@quoin/ui";
import type { Metadata } from "next";
import { InnerPage } from "../frame/inner-page.tsx";
import { PageLink } from "../frame/page-link.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <InnerPage className="wrap">
      <EmptyState
        size="page"
        seed="not found"
        title="Nothing under this address"
        actions={
          <>
            <ButtonLink as={PageLink} size="lg" href="/">
              Latest posts
            </ButtonLink>
            <ButtonLink as={PageLink} size="lg" variant="line" href="/search">
              Search
            </ButtonLink>
          </>
        }
        note={
          <>
            Or browse the <PageLink href="/archive">archive by month</PageLink> or{" "}
            <PageLink href="/tags">all tags</PageLink>.
          </>
        }
      >
        The page may have been withdrawn, or the address has a mistake in it.
      </EmptyState>
    </InnerPage>
  );
}
