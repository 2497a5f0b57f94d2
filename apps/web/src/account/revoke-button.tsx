"use client";

import { SubmitButton } from "@quoin/ui/submit-button";
import { useActionState } from "react";
import { shown } from "@quoin/ui/form-state";
import { revokeSessions } from "./actions.ts";

/** Ends these sessions. */
export function RevokeButton({ ids, label }: { ids: readonly string[]; label: string }) {
  const [answer, send] = useActionState(revokeSessions, null);
  return (
    <form action={send}>
      {ids.map((id) => (
        <input key={id} type="hidden" name="id" value={id} />
      ))}
      <SubmitButton variant="line" busyLabel="Signing out">
        {label}
      </SubmitButton>
      <span role="status">{shown(answer).error}</span>
    </form>
  );
}
