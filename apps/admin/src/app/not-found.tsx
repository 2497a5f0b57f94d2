import { ButtonLink, EmptyState } from "@quoin/ui";
import type { Metadata } from "next";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main id="main" className="outside" tabIndex={-1}>
      <EmptyState
        size="page"
        seed="not found"
        title="Nothing under this address"
        actions={
          <>
            <ButtonLink size="lg" href="/posts">
              Posts
            </ButtonLink>
            <ButtonLink size="lg" variant="line" href="/">
              Dashboard
            </ButtonLink>
          </>
        }
      >
        It may have been deleted, or the address has a mistake in it.
      </EmptyState>
    </main>
  );
}
