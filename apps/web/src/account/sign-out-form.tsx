"use client";

import { SubmitButton } from "@quoin/ui/submit-button";
import { useActionState } from "react";
import { shown } from "@quoin/ui/form-state";
import { signOut } from "../identity/actions.ts";

/** Ends this session. */
export function SignOutForm() {
  const [answer, send] = useActionState(signOut, null);
  return (
    <form action={send}>
      <SubmitButton variant="line" size="lg" busyLabel="Signing out">
        Sign out
      </SubmitButton>
      <span role="status">{shown(answer).error}</span>
    </form>
  );
}
