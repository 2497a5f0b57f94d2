"use client";

import { Button } from "@quoin/ui/button";
import { ErrorState } from "@quoin/ui/states";
import { wordsOf } from "./failure.ts";

/** A panel whose call failed: what happened, what still works, what to do, and where to look. */
export function CallFailure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { title, advice, reference } = wordsOf(error);
  return (
    <div role="alert">
      <ErrorState
        title={title}
        reference={reference && `ref ${reference}`}
        actions={onRetry && <Button onClick={onRetry}>Try again</Button>}
      >
        {advice}
      </ErrorState>
    </div>
  );
}
