/**
 * What may be written of an error that came from the database. Known by their shape: this package depends on
 * no driver, and a driver that was loaded twice has two classes.
 */
export interface DatabaseErrorFacts {
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

const longestStatement = 2_000;

/**
 * The text up to the parameters that drizzle puts behind a statement: a post, an address, the digest of a
 * password. They may look like anything, so nothing behind them is kept.
 */
export function withoutParameters(text: string): string {
  const start = text.search(/failed query:/i);
  if (start < 0) return text;
  const [parameters] = /(?:\n|\\n)params:/.exec(text.slice(start)) ?? [];
  return parameters === undefined ? text : text.slice(0, text.indexOf(parameters, start));
}

// Names of things in the schema. Details, hints and contexts quote rows and values.
const facts = new Set([
  "code",
  "severity",
  "schema",
  "table",
  "column",
  "dataType",
  "constraint",
  "position",
  "routine",
]);

// Data that is not as it must be, and text of searches that does not parse: these messages quote it.
const quotesValues = /^(?:22...|42601)$/;

/** What may be told of a failed statement, or of what PostgreSQL said to it; null for any other error. */
export function databaseFacts(error: Error): DatabaseErrorFacts | null {
  if ("query" in error && "params" in error) {
    const statement = withoutParameters(error.message);
    const isLong = statement.length > longestStatement;
    return {
      message: isLong ? `${statement.slice(0, longestStatement)}…` : statement,
      fields: {},
    };
  }
  if (!("severity" in error) || !("code" in error)) return null;
  const message = quotesValues.test(String(error.code))
    ? error.message.replace(/"[\s\S]*"/, '"…"')
    : error.message;
  const known = Object.entries(error).filter(([name]) => facts.has(name));
  return { message, fields: Object.fromEntries(known) };
}
