"use client";

import type { ReactNode } from "react";
import { useEffect, useId, useLayoutEffect, useRef } from "react";
import { Button, IconButton } from "./button.tsx";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";

export interface DialogProps {
  open: boolean;
  /** Asked for by Escape, the cross or a click beside the dialog. */
  onClose: () => void;
  title: ReactNode;
  /** Read together with the title. */
  description?: ReactNode;
  /** Buttons at the foot; the last is the one that does it. */
  actions?: ReactNode;
  wide?: boolean;
  /** For something to read: as large as the screen allows, its title and buttons stay above the text. */
  page?: boolean;
  children?: ReactNode;
}

/** A native modal dialog: the browser traps focus, and gives it back when it closes. */
export function Dialog({
  open,
  onClose,
  title,
  description,
  actions,
  wide,
  page = false,
  children,
}: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();

  useEffect(() => {
    const dialog = ref.current;
    if (!dialog || dialog.open === open) return;
    if (!open) return dialog.close();
    dialog.showModal();
    // The keys that scroll act on what has the focus; Enter does nothing yet.
    if (page) dialog.focus();
  }, [open, page]);

  // The focus goes back, too, when the dialog leaves the page while it is open.
  useLayoutEffect(() => {
    const dialog = ref.current;
    return () => dialog?.close();
  }, []);

  // A click beside the dialog lands on the element itself. Pointer down, because a
  // selection that ends outside would count as a click there.
  useEffect(() => {
    const dialog = ref.current;
    function beside(event: PointerEvent) {
      if (event.target !== dialog || !dialog) return;
      const box = dialog.getBoundingClientRect();
      const inside =
        event.clientX >= box.left &&
        event.clientX <= box.right &&
        event.clientY >= box.top &&
        event.clientY <= box.bottom;
      if (!inside) onClose();
    }
    dialog?.addEventListener("pointerdown", beside);
    return () => dialog?.removeEventListener("pointerdown", beside);
  }, [onClose]);

  return (
    <dialog
      ref={ref}
      className={classNames("dialog", wide && "dialog-wide", page && "dialog-page")}
      tabIndex={page ? -1 : undefined}
      aria-labelledby={`${id}-title`}
      aria-describedby={description === undefined ? undefined : `${id}-say`}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={() => {
        // One that has left the page, or was opened anew, was closed by nobody.
        if (open && ref.current?.open === false) onClose();
      }}
    >
      <div className="dialog-in">
        <h2 id={`${id}-title`}>{title}</h2>
        {description !== undefined && (
          <div className="dialog-say" id={`${id}-say`}>
            {description}
          </div>
        )}
        {!page && children}
        {actions !== undefined && <div className="dialog-acts">{actions}</div>}
        <IconButton className="dialog-x" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </IconButton>
        {page && children}
      </div>
    </dialog>
  );
}

export interface ConfirmDialogProps extends Omit<DialogProps, "actions" | "wide" | "page"> {
  /** The verb of the act: "Delete", "Publish". */
  confirmLabel: ReactNode;
  busyLabel?: ReactNode;
  busy?: boolean;
  tone?: "ink" | "lock" | "danger";
  onConfirm: () => void;
}

/** Asks before an act, and says in `description` what it will do. */
export function ConfirmDialog({
  confirmLabel,
  busyLabel,
  busy = false,
  tone = "ink",
  onConfirm,
  ...dialog
}: ConfirmDialogProps) {
  return (
    <Dialog
      {...dialog}
      actions={
        <>
          <Button variant="line" onClick={dialog.onClose}>
            Cancel
          </Button>
          <Button variant={tone} busy={busy} busyLabel={busyLabel} onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </>
      }
    />
  );
}
