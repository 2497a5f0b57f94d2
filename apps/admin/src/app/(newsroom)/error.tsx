"use client";

import { Button, ButtonLink } from "@quoin/ui/button";
import { ErrorState } from "@quoin/ui/states";
import type { ErrorInfo } from "next/error";
import Link from "next/link";
import { PageBar } from "../../frame/page-bar.tsx";

/** A page that failed; the rail and what was typed are still there. */
export default function PageError({ error, retry }: ErrorInfo) {
  const digest =
    typeof error === "object" && error !== null && "digest" in error ? String(error.digest) : null;
  return (
    <>
      <PageBar title="Something came loose" />
      <main id="main" tabIndex={-1}>
        <h2 className="vh">What happened</h2>
        <ErrorState
          title="This page came loose"
          reference={digest && `ref ${digest}`}
          actions={
            <>
              <Button onClick={() => retry()}>Try again</Button>
              <ButtonLink as={Link} variant="line" href="/posts">
                Posts
              </ButtonLink>
            </>
          }
        >
          Something went wrong on our side. Nothing you saved is lost, and the other pages still
          work.
        </ErrorState>
      </main>
    </>
  );
}
