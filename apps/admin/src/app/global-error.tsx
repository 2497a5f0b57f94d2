"use client";

import "./newsroom.css";

import { Button } from "@quoin/ui/button";
import { ErrorState } from "@quoin/ui/states";
import type { ErrorInfo } from "next/error";

/** When even the frame of the newsroom failed. */
export default function GlobalError({ error, retry }: ErrorInfo) {
  const digest =
    typeof error === "object" && error !== null && "digest" in error ? String(error.digest) : null;
  return (
    <html lang="en">
      <body className="admin">
        <title>Something came loose</title>
        <main id="main" className="outside">
          <ErrorState
            size="page"
            title="The newsroom came loose"
            reference={digest && `ref ${digest}`}
            actions={
              <Button size="lg" onClick={() => retry()}>
                Try again
              </Button>
            }
          >
            Something went wrong on our side. Readers still see the publication, and what you typed
            is kept in this browser.
          </ErrorState>
        </main>
      </body>
    </html>
  );
}
