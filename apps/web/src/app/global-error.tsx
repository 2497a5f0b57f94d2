"use client";

import "./site.css";

import { Button } from "@quoin/ui/button";
import { ErrorState } from "@quoin/ui/states";
import type { ErrorInfo } from "next/error";

/** When even the frame of the page failed. */
export default function GlobalError({ retry }: ErrorInfo) {
  return (
    <html lang="en">
      <body className="reader">
        <title>Something came loose</title>
        <main id="main" className="wrap">
          <ErrorState
            size="page"
            title="The publication came loose"
            actions={
              <Button size="lg" onClick={() => retry()}>
                Try again
              </Button>
            }
          >
            Something went wrong on our side. It is usually back within moments.
          </ErrorState>
        </main>
      </body>
    </html>
  );
}
