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

type Fields = Pick<FormData, "get" | "getAll" | "keys">;

/** The one field of this name as JSON; undefined, which JSON cannot say, when there is no such. */
function jsonOf(form: Fields, name: string): unknown {
  const [text, ...more] = form.getAll(name);
  if (typeof text !== "string" || more.length > 0) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What script sends to an action: a form, with or without the answer before it. */
function isScriptedCall(form: Fields): boolean {
  const call = jsonOf(form, "0");
  if (!Array.isArray(call) || call.length === 0 || call.length > 2) return false;
  const sent: unknown = call.at(-1);
  if (typeof sent !== "string" || !/^\$K[0-9a-f]+$/.test(sent)) return false;
  return call.length === 1 || isPlain(call[0]);
}

/** What a form with an answer before it carries without script: which action, and the answer. */
function isBoundCall(form: Fields, number: string): boolean {
  const prefix = `$ACTION_${number}:`;
  const action = jsonOf(form, `${prefix}0`);
  if (typeof action !== "object" || action === null || Object.keys(action).length !== 2)
    return false;
  if (!("id" in action && typeof action.id === "string")) return false;
  if (!("bound" in action && typeof action.bound === "string")) return false;
  const [, part] = /^\$@([0-9a-f]+)$/.exec(action.bound) ?? [];
  if (part === undefined || part === "0") return false;
  const bound = jsonOf(form, prefix + part);
  return Array.isArray(bound) && bound.length === 1 && isPlain(bound[0]);
}

const reference = "$ACTION_REF_";

/**
 * Whether a form that was sent to a page can be read as one of ours: by script (`scripted`), which sends the
 * form after an answer, or without, where the form names its action itself. That is all that our pages send;
 * anything else would fail deep inside of Next, and look like a failure of ours. A form that names no action
 * of ours is not looked at further: Next refuses that by itself.
 */
export function isFormPost(form: Fields, { scripted }: { readonly scripted: boolean }): boolean {
  if (scripted) return isScriptedCall(form);
  return [...form.keys()]
    .filter((name) => name.startsWith(reference))
    .every((name) => isBoundCall(form, name.slice(reference.length)));
}

/** As large as a form of a page may be, in bytes; the longest comment has a tenth of it. */
const largest = 200_000;

/** Why a form is not even looked at, in plain words. */
interface FormRefusal {
  readonly status: 400 | 403 | 413 | 415;
  readonly reason: string;
}

/**
 * Says why what was sent to a page is refused before Next sees it, or null when it may go on. Next would
 * refuse it too, but call that a failure of its own. `checkOrigin` tells whether a page of ours sent it.
 * The request can still be read afterwards.
 */
export async function refuseForm(
  request: Request,
  checkOrigin: (
    headers: Headers,
  ) => { readonly ok: true } | { readonly ok: false; readonly reason: string },
): Promise<FormRefusal | null> {
  const headers = new Headers(request.headers);
  const origin = checkOrigin(headers);
  if (!origin.ok) return { status: 403, reason: origin.reason };
  if (Number(headers.get("content-length") ?? 0) > largest)
    return { status: 413, reason: "This form carries more than 200 KB" };
  if (request.method !== "POST") return null;
  const type = headers.get("content-type") ?? "";
  if (!/^(?:multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type))
    return { status: 415, reason: "Send a form" };
  const form = await request
    .clone()
    .formData()
    .catch(() => null);
  if (form === null || !isFormPost(form, { scripted: headers.has("next-action") }))
    return { status: 400, reason: "The form is malformed" };
  return null;
}
