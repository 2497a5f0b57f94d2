import { databaseFacts, withoutParameters } from "./database-error.ts";

/**
 * Takes secrets and personal data out of what is about to be written down.
 *
 * Two nets, because each has holes: fields are judged by their name, and every
 * string is searched for things that look like an address or a credential.
 */

const REDACTED = "[redacted]";
const EMAIL = "[email]";

const secretName =
  /password|passwd|passphrase|secret|token|cookie|authorization|apikey|credential|privatekey|connectionstring|databaseurl|smtpurl|redisurl/;
const emailName = /^(?:.*e?mailaddress|.*email)$/;

// Every repetition below is bounded, so that a hostile line costs linear time.
const patterns: readonly (readonly [RegExp, string])[] = [
  // A password may hold "@" or "/" unescaped, so these schemes give up all before the last "@".
  [/\b((?:postgres(?:ql)?|rediss?|smtps?|mysql|amqps?):\/\/)[^\s"'<>]{0,512}@/gi, `$1${REDACTED}@`],
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s"'<>/@]{0,256}@/gi, `$1${REDACTED}@`],
  [/\b(bearer|basic)\s{1,4}[A-Za-z0-9._~+/=-]{6,4096}/gi, `$1 ${REDACTED}`],
  [
    /\b([\w-]{0,32}(?:password|secret|token|api[_-]?key|authorization)["']?\s{0,4}[=:]\s{0,4}["']?)(?!\[redacted\])[^\s"'&,;}]{1,4096}/gi,
    `$1${REDACTED}`,
  ],
  [
    /(?:[^\s"'<>()[\]\\,;:@/=&?]{1,64}|[&=?'])(?:@|%40)(?:(?:[\p{L}\p{N}-]{1,63}\.){1,8}[\p{L}][\p{L}\p{N}-]{1,62}|localhost)/giu,
    EMAIL,
  ],
];

/**
 * The text without e-mail addresses, passwords inside URLs, bearer tokens, parameters of
 * failed statements and `password=…`, `token=…` pairs. For a message or a field, not for serialized JSON:
 * in that, the letter after a backslash would be taken for the start of an address.
 */
export function scrubText(text: string): string {
  let clean = withoutParameters(text);
  for (const [pattern, replacement] of patterns) clean = clean.replace(pattern, replacement);
  return clean;
}

const MAX_DEPTH = 8;
const MAX_ENTRIES = 100;
const MAX_TEXT = 16_384;

function scrubString(text: string): string {
  return scrubText(text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text);
}

/** The message of an error that may be written: what quotes values of the database does not. */
export const messageOf = (error: Error): string => databaseFacts(error)?.message ?? error.message;

/** The stack, which begins with the message, with that in its place. */
function stackOf(error: Error, message: string): string | undefined {
  if (error.stack === undefined || message === error.message) return error.stack;
  const at = error.stack.indexOf(error.message);
  if (at < 0) return undefined;
  return error.stack.slice(0, at) + message + error.stack.slice(at + error.message.length);
}

function scrubError(error: Error, depth: number): Record<string, unknown> {
  const message = messageOf(error);
  const stack = stackOf(error, message);
  const fields = {
    ...(databaseFacts(error)?.fields ?? Object.fromEntries<unknown>(Object.entries(error))),
  };
  if (error.cause !== undefined) fields["cause"] = error.cause;
  if (error instanceof AggregateError) fields["errors"] = error.errors;
  return {
    type: error.name,
    message: scrubString(message),
    ...(stack === undefined ? {} : { stack: scrubString(stack) }),
    ...scrubEntries(Object.entries(fields), depth + 1),
  };
}

function scrubNamed(name: string, value: unknown, depth: number): unknown {
  if (value === null || value === undefined || typeof value === "boolean") return value;
  const plainName = name.toLowerCase().replace(/[-_]/g, "");
  if (secretName.test(plainName)) return REDACTED;
  if (emailName.test(plainName) && typeof value === "string") return EMAIL;
  return scrubValue(value, depth);
}

function scrubEntries(entries: Iterable<readonly [string, unknown]>, depth: number) {
  const clean: Record<string, unknown> = {};
  let count = 0;
  for (const [name, value] of entries) {
    if (++count > MAX_ENTRIES) {
      clean["…"] = "more";
      break;
    }
    clean[scrubText(name)] = scrubNamed(name, value, depth);
  }
  return clean;
}

function scrubValue(value: unknown, depth: number): unknown {
  switch (typeof value) {
    case "string":
      return scrubString(value);
    case "bigint":
      return String(value);
    case "function":
    case "symbol":
      return `[${typeof value}]`;
    case "object":
      return value === null ? null : scrubObject(value, depth);
    default:
      return value;
  }
}

function scrubObject(value: object, depth: number): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof URL) return scrubString(value.href);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth >= MAX_DEPTH) return Array.isArray(value) ? "[array]" : "[object]";
  if (value instanceof Error) return scrubError(value, depth);
  if (Array.isArray(value))
    return value.slice(0, MAX_ENTRIES).map((item) => scrubValue(item, depth + 1));
  if (value instanceof Set) return scrubObject([...value], depth);
  if (value instanceof Map) {
    const entries = [...value].map(([key, item]) => [String(key), item] as const);
    return scrubEntries(entries, depth + 1);
  }
  if (value instanceof Headers) return scrubEntries(value.entries(), depth + 1);
  return scrubEntries(Object.entries(value), depth + 1);
}

/**
 * A copy of a log object that is safe to write: fields named like a secret read
 * `[redacted]`, addresses read `[email]`, errors become plain objects with their
 * causes, long and deep values are cut. Never throws and never changes its input.
 */
export function scrubFields(fields: object): Record<string, unknown> {
  try {
    return scrubEntries(Object.entries(fields), 0);
  } catch (error) {
    // A getter of the logged object threw; the line itself must still come out.
    return { unloggable: scrubString(String(error)) };
  }
}
