import pg from "pg";

/**
 * Runs `work` and returns the text of every statement that this process sent meanwhile, in order, over
 * whichever pool: what was asked of PostgreSQL itself, not of our models.
 */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const { prototype } = pg.Client;
  const original = Object.getOwnPropertyDescriptor(prototype, "query");
  if (!original) throw new Error("pg asks its questions elsewhere now");
  const send: unknown = original.value;
  if (typeof send !== "function") throw new Error("pg asks its questions elsewhere now");
  Object.defineProperty(prototype, "query", {
    ...original,
    value: function counted(this: unknown, ...given: readonly unknown[]): unknown {
      statements.push(textOf(given[0]));
      return Reflect.apply(send, this, given);
    },
  });
  try {
    await work();
  } finally {
    Object.defineProperty(prototype, "query", original);
  }
  return statements;
}

/** As text alone, or as what pg is given with a name and values. */
function textOf(query: unknown): string {
  if (typeof query === "string") return query;
  const { text } = query as { text?: unknown };
  return typeof text === "string" ? text : "";
}
