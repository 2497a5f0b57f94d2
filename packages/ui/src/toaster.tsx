"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import { dismissToast, type Toast, toastStore } from "./toast.ts";

const none: readonly Toast[] = [];
const onServer = () => none;

/** Where toasts appear. One per app, near the end of `<body>`. */
export function Toaster({ undoKey }: { undoKey?: string }) {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.get, onServer);
  const [held, setHeld] = useState(false);
  return (
    <div
      className="toasts"
      role="status"
      aria-label="Messages"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {toasts.map((item) => (
        <ToastLine key={item.id} item={item} held={held} undoKey={undoKey} />
      ))}
    </div>
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
