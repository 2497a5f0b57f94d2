"use client";

import { Icon } from "@quoin/ui/icon";
import { useActionState } from "react";
import { useFormStatus } from "react-dom";
import { shown } from "@quoin/ui/form-state";
import { withdrawComment } from "./actions.ts";

/** Takes back one's own comment while it waits. */
export function WithdrawButton({ id, path }: { id: string; path: string }) {
  const [answer, send] = useActionState(withdrawComment, null);
  return (
    <form action={send}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="path" value={path} />
      <Press />
      <span role="status">{shown(answer).error}</span>
    </form>
  );
}

function Press() {
  const { pending } = useFormStatus();
  return (
    <button className="linkbtn" type="submit" disabled={pending}>
      <Icon name="trash" />
      {pending ? "Withdrawing" : "Withdraw"}
    </button>
  );
}
