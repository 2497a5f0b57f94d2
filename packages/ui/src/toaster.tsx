"use client";

import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import { dismissToast, type Toast, toastStore } from "./toast.ts";

const none: readonly Toast[] = [];
const onServer = () => none;

/** Where toasts appear. One per app, near the end of `<body>`. */
export function Toaster({ undoKey }: { undoKey?: string }) {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.get, onServer);
  const ref = useRef<HTMLOutputElement>(null);
  const [held, setHeld] = useState(false);

  // Nobody should have to hurry: while the pointer or the focus rests here, nothing leaves.
  useEffect(() => {
    const place = ref.current;
    const hold = () => setHeld(true);
    const release = () => setHeld(false);
    const pairs = [
      ["pointerenter", hold],
      ["focusin", hold],
      ["pointerleave", release],
      ["focusout", release],
    ] as const;
    for (const [name, act] of pairs) place?.addEventListener(name, act);
    return () => {
      for (const [name, act] of pairs) place?.removeEventListener(name, act);
    };
  }, []);

  return (
    <output ref={ref} className="toasts" aria-label="Messages">
      {toasts.map((item) => (
        <ToastLine key={item.id} item={item} held={held} undoKey={undoKey} />
      ))}
    </output>
  );
}

function ToastLine({
  item,
  held,
  undoKey,
}: {
  item: Toast;
  held: boolean;
  undoKey: string | undefined;
}) {
  const { id, stays, undo } = item;

  // The clock starts anew after a pointer or the focus has rested on the messages.
  useEffect(() => {
    if (stays === 0 || held) return undefined;
    const timer = setTimeout(() => dismissToast(id), stays);
    return () => clearTimeout(timer);
  }, [id, stays, held]);

  return (
    <div className={classNames("toast", item.tone === "bad" && "is-bad")}>
      <Icon name={item.tone === "bad" ? "alert" : "check"} />
      <p>{item.message}</p>
      {undo && (
        <button
          type="button"
          onClick={() => {
            dismissToast(id);
            undo.run();
          }}
        >
          {undo.label ?? "Undo"} {undoKey !== undefined && <kbd>{undoKey}</kbd>}
        </button>
      )}
      {stays === 0 && (
        <button type="button" aria-label="Dismiss" onClick={() => dismissToast(id)}>
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}
