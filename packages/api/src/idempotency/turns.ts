const last = new Map<string, Promise<void>>();

/**
 * Does what has the same name one after another in this process. What waits holds nothing, and above all
 * no connection: many calls of one caller leave the database to the others.
 */
export async function inTurn<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  const before = last.get(name);
  const { promise: mine, resolve: pass } = Promise.withResolvers<void>();
  last.set(name, mine);
  try {
    await before;
    return await work();
  } finally {
    pass();
    if (last.get(name) === mine) last.delete(name);
  }
}
