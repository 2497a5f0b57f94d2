import { AsyncLocalStorage } from "node:async_hooks";

/** The statuses of pages that are whole and still say no. */
export type PageStatus = 403 | 404;

interface Said {
  status?: PageStatus;
}

// A bundler loads this module a second time; page and server must mean the same request.
const key = Symbol.for("quoin.server.page-status");
const shared = globalThis as typeof globalThis & { [key]?: AsyncLocalStorage<Said> };
const storage = (shared[key] ??= new AsyncLocalStorage<Said>());

/**
 * The page that is being rendered is sent under this status, and is otherwise sent as it is: Next's own
 * `forbidden()` and `notFound()` leave a frame that only a script fills. To be said before the page's
 * first loading state. False where the status cannot be chosen: a page for all, or another server's.
 */
export function answerWith(status: PageStatus): boolean {
  const said = storage.getStore();
  if (said) said.status = status;
  return said !== undefined;
}

/** Runs a render; `said()` is what its page has chosen so far. */
export function hearStatus<T>(render: (said: () => PageStatus | undefined) => T): T {
  const said: Said = {};
  return storage.run(said, () => render(() => said.status));
}
