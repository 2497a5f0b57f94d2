"use client";

import { Button } from "@quoin/ui/button";
import { Dialog } from "@quoin/ui/dialog";
import { FormMessage } from "@quoin/ui/form-message";
import { textOf } from "@quoin/ui/form-state";
import { type ReactNode, useEffect, useId } from "react";
import type { RecordForm } from "./use-record-form.ts";

/** A form in a dialog. It stays open, with what was typed, until the call was taken. */
export function FormDialog({
  form,
  open,
  onClose,
  title,
  description,
  submitLabel,
  busyLabel,
  tone = "ink",
  draftOf,
  children,
}: {
  form: RecordForm;
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  submitLabel: string;
  busyLabel: string;
  tone?: "ink" | "danger";
  /** The call's input, from what stands in the fields. */
  draftOf: (text: (name: string) => string) => unknown;
  children: ReactNode;
}) {
  const id = useId();
  const { attach, busy, failure, reset, submit } = form;
  useEffect(() => {
    if (!open) return;
    const fields = document.getElementById(id);
    fields?.querySelector<HTMLElement>("input, select, textarea")?.focus();
  }, [open, id]);

  function close() {
    if (busy) return;
    reset();
    onClose();
  }

  return (
    <Dialog
      open={open}
      onClose={close}
      title={title}
      {...(description !== undefined && { description })}
      actions={
        <>
          <Button variant="line" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" form={id} variant={tone} busy={busy} busyLabel={busyLabel}>
            {submitLabel}
          </Button>
        </>
      }
    >
      {open && (
        <form
          ref={attach}
          id={id}
          className="fields"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            const data = new FormData(event.currentTarget);
            void submit(draftOf((name) => textOf(data, name))).then((taken) => {
              if (taken) onClose();
            });
          }}
        >
          {failure !== null && <FormMessage tone="error">{failure}</FormMessage>}
          {children}
        </form>
      )}
    </Dialog>
  );
}
