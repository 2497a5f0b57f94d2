"use client";

import { Button } from "@quoin/ui/button";
import { ErrorState } from "@quoin/ui/states";
import type { ErrorInfo } from "next/error";

/** A page that failed after it had loaded. Without script, our server sends a page of its own. */
export default function PageError({ error, retry }: ErrorInfo) {
  const digest =
    typeof error === "object" && error !== null && "digest" in error ? String(error.digest) : null;
  return (
    <main id="main" className="wrap">
      <ErrorState
        size="page"
        title="This page came loose"
        actions={
          <>
            <Button size="lg" onClick={() => retry()}>
              Try again
            </Button>
            <a className="btn btn-line btn-lg" href="/">
              Latest posts
            </a>
          </>
        }
        reference={digest && `ref ${digest}`}
      >
        Something went wrong on our side. The rest of the publication is still there.
      </ErrorState>
    </main>
  );
}
