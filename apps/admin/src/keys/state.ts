/** Whether a key still opens anything, and why not. */
export function stateOf(
  key: { readonly revokedAt: Date | null; readonly expiresAt: Date | null },
  now: Date,
): { readonly works: boolean; readonly word: "Works" | "Revoked" | "Expired" } {
  if (key.revokedAt) return { works: false, word: "Revoked" };
  if (key.expiresAt && key.expiresAt <= now) return { works: false, word: "Expired" };
  return { works: true, word: "Works" };
}

/** How long a new key lasts, in days; none lasts until it is revoked. */
export const lifetimes: readonly { readonly value: string; readonly label: string }[] = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "A year" },
  { value: "", label: "Until it is revoked" },
];

/** When a key made now ends; null when it lasts. */
export function endAfter(days: string, now: Date): Date | null {
  const count = Number(days);
  return days !== "" && Number.isInteger(count) && count > 0
    ? new Date(now.getTime() + count * 86_400_000)
    : null;
}
