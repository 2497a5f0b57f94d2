import type { ReactNode } from "react";

export interface ToastInput {
  message: ReactNode;
  /** `bad` is for what went wrong; it stays until dismissed. */
  tone?: "ok" | "bad";
  /** Offers to take the act back. */
  undo?: { label?: string; run: () => void };
  /** Milliseconds in sight; 0 keeps it. 6 s unless said, 10 s with an undo. */
  duration?: number;
}

export interface Toast extends ToastInput {
  readonly id: number;
  readonly stays: number;
}

const most = 3;
let last = 0;
let toasts: readonly Toast[] = [];
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows a message at the foot of the screen and returns its id. Needs one `<Toaster />`. */
export function toast(input: ToastInput): number {
  const usual = input.tone === "bad" ? 0 : input.undo ? 10_000 : 6_000;
  last += 1;
  publish([...toasts, { ...input, id: last, stays: input.duration ?? usual }].slice(-most));
  return last;
}

/** Takes a message away; an id that is gone is fine. */
export function dismissToast(id: number): void {
  if (toasts.some((item) => item.id === id)) publish(toasts.filter((item) => item.id !== id));
}

/** Runs the newest undo in sight, as the key Z does. Returns whether there was one. */
export function undoLatest(): boolean {
  const latest = toasts.findLast((item) => item.undo);
  if (!latest?.undo) return false;
  dismissToast(latest.id);
  latest.undo.run();
  return true;
}

/** What `<Toaster />` shows, oldest first. */
export const toastStore = {
  get: (): readonly Toast[] => toasts,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
