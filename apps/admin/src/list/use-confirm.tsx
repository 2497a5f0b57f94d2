"use client";

import { ConfirmDialog } from "@quoin/ui/dialog";
import { FormMessage } from "@quoin/ui/form-message";
import { type ReactNode, useState } from "react";
import { wordsOf } from "../failure.ts";

export interface Question {
  readonly title: string;
  /** What the act will do, in a sentence. */
  readonly description: ReactNode;
  /** The verb: "Delete". */
  readonly confirmLabel: string;
  /** The verb while it is done: "Deleting". */
  readonly busyLabel: string;
  readonly tone?: "ink" | "lock" | "danger";
  /** Does it; when it throws, the dialog stays and says why. */
  readonly run: () => Promise<unknown>;
}

/** Asks before an act: `const { ask, dialog } = useConfirm()`; put `dialog` on the page. */
export function useConfirm(): { ask: (question: Question) => void; dialog: ReactNode } {
  const [question, setQuestion] = useState<Question | null>(null);
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  function ask(next: Question) {
    setQuestion(next);
    setFailure(null);
    setOpen(true);
  }

  async function confirm() {
    if (!question || busy) return;
    setBusy(true);
    setFailure(null);
    try {
      await question.run();
      setOpen(false);
    } catch (error) {
      setFailure(wordsOf(error).full);
    } finally {
      setBusy(false);
    }
  }

  const dialog = (
    <ConfirmDialog
      open={open}
      onClose={() => {
        if (!busy) setOpen(false);
      }}
      title={question?.title ?? ""}
      description={question?.description}
      confirmLabel={question?.confirmLabel}
      busyLabel={question?.busyLabel}
      busy={busy}
      tone={question?.tone ?? "ink"}
      onConfirm={() => void confirm()}
    >
      {failure !== null && <FormMessage tone="error">{failure}</FormMessage>}
    </ConfirmDialog>
  );
  return { ask, dialog };
}
