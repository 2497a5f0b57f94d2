/**
 * The database cannot be reached, or stopped answering. Told by its name across bundles, so never ask
 * `instanceof` for it: ask `isUnavailable`.
 */
export class DatabaseUnavailableError extends Error {
  override readonly name = "DatabaseUnavailableError";
}

/** What is safe to log of a database error: no statement, no parameters, no values of rows. */
export interface DatabaseErrorSummary {
  readonly message: string;
  /** SQLSTATE such as "23505", or the code of a socket error such as "ECONNREFUSED". */
  readonly code?: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly column?: string;
}

// Drivers, drizzle and Node wrap errors in one another; deeper than this is a loop.
const deepest = 8;

/** The error and its causes, outermost first. */
function* causes(error: unknown): Generator<Record<string, unknown>> {
  let current = error;
  for (let depth = 0; depth < deepest; depth++) {
    if (typeof current !== "object" || current === null) return;
    const record = current as Record<string, unknown>;
    yield record;
    // Connecting to a host name with several addresses fails with one error for each; Neon has a name of its own.
    const inner: unknown = Array.isArray(record["errors"]) ? record["errors"][0] : undefined;
    current = inner ?? record["cause"] ?? record["sourceError"];
  }
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

// No SQLSTATE begins with E, and socket errors such as EPIPE do.
const sqlState = /^(?!E)[0-9A-Z]{5}$/;

/** The SQLSTATE that PostgreSQL answered with, through every wrapper; undefined when it did not answer. */
export function sqlStateOf(error: unknown): string | undefined {
  for (const cause of causes(error)) {
    const code = text(cause["code"]);
    if (code !== undefined && sqlState.test(code)) return code;
  }
  return undefined;
}

/** The constraint that a write ran against, when PostgreSQL named one. */
export function constraintOf(error: unknown): string | undefined {
  for (const cause of causes(error)) {
    const constraint = text(cause["constraint"]);
    if (constraint !== undefined) return constraint;
  }
  return undefined;
}

/** True when a row with the same key is there already; with `constraint`, only for that unique constraint or index. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return (
    sqlStateOf(error) === "23505" &&
    (constraint === undefined || constraintOf(error) === constraint)
  );
}

/** True when a row that is pointed at is missing, or one that is still pointed at was to go. */
export function isForeignKeyViolation(error: unknown, constraint?: string): boolean {
  return (
    sqlStateOf(error) === "23503" &&
    (constraint === undefined || constraintOf(error) === constraint)
  );
}

const contendedStates: ReadonlySet<string> = new Set(["55P03", "40001", "40P01"]);

/** True when others held what a statement needed, for too long or crosswise: trying again a little later may do. */
export function isContended(error: unknown): boolean {
  return contendedStates.has(sqlStateOf(error) ?? "");
}

const socketCodes: ReadonlySet<string> = new Set([
  "EPIPE",
  "ECONNRESET",
  "ECONNREFUSED",
  "ECONNABORTED",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "EHOSTDOWN",
  "ENETUNREACH",
  "ENETDOWN",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_SOCKET",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
]);

// Shutting down, crashed, starting up, idle for too long; the class of connection exceptions is 08.
const lossStates: ReadonlySet<string> = new Set(["57P01", "57P02", "57P03", "57P05"]);
const tooManyConnections = "53300";

// These come from the drivers without any code.
const lossMessages =
  /^(connection terminated|connection ended|client has encountered a connection error|client was closed|websocket|error connecting to database|server error \(http status 5|fetch failed)/i;
const waitMessages =
  /^(timeout exceeded when trying to connect|query read timeout|connection timeout)/i;

/**
 * True when the connection broke or was never there, and not the statement: the caller answers 503 and may
 * try again. What a write in flight did is not known then, unless it was inside a transaction that did not commit.
 */
export function isUnavailable(error: unknown): boolean {
  return (
    isConnectionLoss(error) ||
    matches(error, waitMessages) ||
    hasName(error, "DatabaseUnavailableError") ||
    hasCode(error, (code) => code === tooManyConnections)
  );
}

/** True when a statement was ended because it took longer than statements may. */
export const isOutOfTime = (error: unknown): boolean => sqlStateOf(error) === "57014";

/** Like `isUnavailable` without those that have waited long enough: trying again at once makes sense. */
export function isConnectionLoss(error: unknown): boolean {
  const isGone = (code: string) =>
    socketCodes.has(code) || lossStates.has(code) || /^08[0-9A-Z]{3}$/.test(code);
  return hasCode(error, isGone) || matches(error, lossMessages);
}

function hasCode(error: unknown, wanted: (code: string) => boolean): boolean {
  for (const cause of causes(error)) {
    const code = text(cause["code"]);
    if (code !== undefined && wanted(code)) return true;
  }
  return false;
}

function matches(error: unknown, pattern: RegExp): boolean {
  for (const cause of causes(error)) if (pattern.test(text(cause["message"]) ?? "")) return true;
  return false;
}

function hasName(error: unknown, name: string): boolean {
  for (const cause of causes(error)) if (cause["name"] === name) return true;
  return false;
}

/**
 * What of an error may be logged. Drizzle's messages carry the statement with its parameters, and PostgreSQL's
 * details carry values of rows, so mail addresses and hashes among them; neither is in here.
 */
export function summarizeDatabaseError(error: unknown): DatabaseErrorSummary {
  const chain = [...causes(error)];
  const innermost = chain.at(-1);
  const message = text(innermost?.["message"]) ?? "unknown database error";
  const named = (key: string) =>
    chain.map((cause) => text(cause[key])).find((value) => value !== undefined);
  const [code, constraint, table, column] = ["code", "constraint", "table", "column"].map(named);
  return {
    message: /^failed query/i.test(message)
      ? "a query failed"
      : withoutPasswords(quotesValues.test(code ?? "") ? withoutQuotes(message) : message),
    ...(code === undefined ? {} : { code }),
    ...(constraint === undefined ? {} : { constraint }),
    ...(table === undefined ? {} : { table }),
    ...(column === undefined ? {} : { column }),
  };
}

// Data that is not as it must be, and text of searches that does not parse.
const quotesValues = /^(?:22...|42601)$/;

const withoutQuotes = (message: string): string => message.replace(/"[\s\S]*"/, '"…"');

/** Blanks the password of every address in a text. */
export function withoutPasswords(message: string): string {
  return message.replaceAll(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@]*@/gi, "$1:***@");
}

// Not in the encoding, out of the type's range, no such date; the checks at the door should have said so first.
const unstorableStates: ReadonlySet<string> = new Set([
  "22021",
  "22P05",
  "22003",
  "22008",
  "22007",
  "22P02",
  "22001",
]);

/** True when a value is of the wrong kind for PostgreSQL: the caller's mistake, never ours to answer with 500. */
export function isUnstorable(error: unknown): boolean {
  return unstorableStates.has(sqlStateOf(error) ?? "");
}
