/** No answer of ours that a form gives back is nested deeper. */
const deepest = 8;

/** A value as our own pages send one: plain, shallow, and without references to anything. */
function isPlain(value: unknown, depth = 0): boolean {
  if (depth > deepest) return false;
  if (typeof value === "string")
    return !value.startsWith("$") || /^\$(?:\$|undefined$)/.test(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(
    ([name, inner]) => name !== "__proto__" && isPlain(inner, depth + 1),
  );
}

/**
 * Whether what script sends to an action is a form with the answer before it. That is all that our
 * pages send; anything else would fail deep inside of Next, and look like a failure of ours.
 */
export function isFormCall(root: FormDataEntryValue | null): boolean {
  if (typeof root !== "string") return false;
  let call: unknown;
  try {
    call = JSON.parse(root);
  } catch {
    return false;
  }
  if (!Array.isArray(call) || call.length !== 2) return false;
  const [before, form] = call as unknown[];
  return typeof form === "string" && /^\$K[0-9a-f]+$/.test(form) && isPlain(before);
}
