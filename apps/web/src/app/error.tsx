"use client";

import type { ErrorInfo } from "next/error";
import { CameLoose } from "../frame/came-loose.tsx";

/** A page that failed after it had loaded. */
export default function PageError({ error, retry }: ErrorInfo) {
  const digest =
    typeof error === "object" && error !== null && "digest" in error ? String(error.digest) : null;
  return (
    <CameLoose
      title="This page came loose"
      reference={digest && `ref ${digest}`}
      retry={() => retry()}
    >
      Something went wrong on our side. The rest of the publication is still there.
    </CameLoose>
  );
}
