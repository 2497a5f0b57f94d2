"use client";

import "./site.css";

import type { ErrorInfo } from "next/error";
import { CameLoose } from "../frame/came-loose.tsx";

/** When even the frame of the page failed. */
export default function GlobalError({ retry }: ErrorInfo) {
  return (
    <html lang="en">
      <body className="reader">
        <title>Something came loose</title>
        <CameLoose title="The publication came loose" retry={() => retry()}>
          Something went wrong on our side. It is usually back within moments.
        </CameLoose>
      </body>
    </html>
  );
}
