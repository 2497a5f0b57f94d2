"use client";

import { shown } from "@quoin/ui/form-state";
import { SubmitButton } from "@quoin/ui/submit-button";
import { useActionState } from "react";
import { disconnect } from "./connection-actions.ts";

/** Takes one account elsewhere off. */
export function DisconnectButton({ id }: { id: string }) {
  const [answer, send] = useActionState(disconnect, null);
  return (
    <form action={send}>
      <input type="hidden" name="id" value={id} />
      <SubmitButton variant="line" busyLabel="Disconnecting">
        Disconnect
      </SubmitButton>
      <span role="status">{shown(answer).error}</span>
    </form>
  );
}
