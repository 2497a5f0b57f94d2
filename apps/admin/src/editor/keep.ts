import { chooseCopy, copyKey, type KeptCopy, readCopy, writeCopy } from "./kept-copy.ts";

/**
 * Keeps what is typed in this browser. First in local storage, which is written before a closing page
 * is gone; what does not fit there goes to IndexedDB. Nothing here throws, and every answer comes within
 * a few seconds: a browser that keeps nothing, or never says so, must not stop anybody from writing.
 */
export interface Keeper {
  /** Keeps a copy under this post; says whether it is kept. */
  write(post: string, copy: Omit<KeptCopy, "tab">): Promise<boolean>;
  /** What was typed into this post and never saved; null when there is nothing. */
  find(post: string): Promise<KeptCopy | null>;
  /** Forgets this tab's copy of a post, and the copy that was found in its place. */
  drop(post: string): Promise<void>;
}

const tabStore = "quoin.tab";

/** Each tab has an id that survives a reload; a duplicated tab gets one of its own. */
async function tabOf(): Promise<{ tab: string; held: Set<string> }> {
  let tab = "";
  try {
    tab = sessionStorage.getItem(tabStore) ?? "";
  } catch {
    // Without storage every load is a tab of its own.
  }
  const held = await heldTabs();
  if (tab === "" || held.has(tab)) tab = newTab();
  try {
    sessionStorage.setItem(tabStore, tab);
  } catch {
    // As above.
  }
  hold(tab);
  return { tab, held };
}

/** How long storage may take to answer: slow devices do, and a copy that is missed is a text that seems lost. */
const PATIENCE_MS = 5_000;

/** What came of it, or `otherwise` when nothing did in time. */
async function inTime<Value, Other>(
  work: Promise<Value>,
  otherwise: Other,
  patienceMs: number,
): Promise<Value | Other> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Other>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), patienceMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const newTab = () =>
  [...crypto.getRandomValues(new Uint8Array(8))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");

const lockPrefix = "quoin.tab:";
// Browsers give locks only to secure pages; elsewhere every other tab counts as closed.
const locks = (): LockManager | undefined =>
  typeof navigator === "undefined" ? undefined : navigator.locks;

async function heldTabs(): Promise<Set<string>> {
  try {
    const state = await locks()?.query();
    const names = (state?.held ?? []).flatMap(({ name }) => name ?? []);
    return new Set(
      names
        .filter((name) => name.startsWith(lockPrefix))
        .map((name) => name.slice(lockPrefix.length)),
    );
  } catch {
    return new Set();
  }
}

/** Holds the tab's name until the page is gone. */
function hold(tab: string): void {
  const forever = () => new Promise<void>(() => {});
  locks()
    ?.request(lockPrefix + tab, forever)
    .catch(() => {});
}

let here: Promise<{ tab: string; held: Set<string> }> | undefined;

/** The keeper of one person's texts in this tab. */
export function keeperOf(user: string, patienceMs = PATIENCE_MS): Keeper {
  const place = () => (here ??= tabOf());
  const found = new Map<string, string>();
  async function write(post: string, copy: Omit<KeptCopy, "tab">): Promise<boolean> {
    const { tab } = await place();
    const key = copyKey(user, post, tab);
    const text = writeCopy({ ...copy, tab });
    try {
      localStorage.setItem(key, text);
      return true;
    } catch {
      // Full, or not allowed. An older copy there must not be found instead.
      quietly(() => localStorage.removeItem(key));
      return putAside(key, text);
    }
  }
  async function find(post: string) {
    const { tab } = await place();
    const held = await heldTabs();
    const prefix = copyKey(user, post, "");
    const texts = [...storedUnder(prefix), ...(await asideUnder(prefix))];
    const copies = texts.flatMap((text) => readCopy(text) ?? []);
    return { tab, copy: chooseCopy(copies, tab, held) };
  }
  async function drop(post: string): Promise<void> {
    const { tab } = await place();
    for (const owner of [tab, found.get(post)]) {
      if (owner === undefined) continue;
      const key = copyKey(user, post, owner);
      quietly(() => localStorage.removeItem(key));
      await takeAway(key);
    }
    found.delete(post);
  }
  return {
    write: (post, copy) => inTime(write(post, copy), false, patienceMs),
    async find(post) {
      const answer = await inTime(find(post), null, patienceMs);
      if (!answer) {
        // A copy that nobody was shown is not written over: from here on this tab goes by another name.
        const tab = newTab();
        hold(tab);
        here = Promise.resolve({ tab, held: new Set() });
        return null;
      }
      const { tab, copy } = answer;
      if (copy && copy.tab !== tab) found.set(post, copy.tab);
      return copy;
    },
    drop: (post) => inTime(drop(post), undefined, patienceMs),
  };
}

function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // Storage that is not allowed holds nothing either.
  }
}

function storedUnder(prefix: string): string[] {
  const texts: string[] = [];
  quietly(() => {
    for (let index = 0; index < localStorage.length; index += 1) {
      const key = localStorage.key(index);
      if (key?.startsWith(prefix)) texts.push(localStorage.getItem(key) ?? "");
    }
  });
  return texts;
}

// IndexedDB, for texts that local storage has no room for.
const shelf = "drafts";

function openShelf(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("quoin", 1);
    request.addEventListener("upgradeneeded", () => request.result.createObjectStore(shelf));
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("no database")));
    request.addEventListener("blocked", () => reject(new Error("the database is blocked")));
  });
}

async function onShelf<Value>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<Value>,
): Promise<Value> {
  const database = await openShelf();
  try {
    return await new Promise<Value>((resolve, reject) => {
      const transaction = database.transaction(shelf, mode);
      const request = act(transaction.objectStore(shelf));
      transaction.addEventListener("complete", () => resolve(request.result));
      transaction.addEventListener("abort", () =>
        reject(transaction.error ?? new Error("aborted")),
      );
    });
  } finally {
    database.close();
  }
}

async function putAside(key: string, text: string): Promise<boolean> {
  try {
    await onShelf("readwrite", (store) => store.put(text, key));
    return true;
  } catch {
    return false;
  }
}

async function asideUnder(prefix: string): Promise<unknown[]> {
  try {
    const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
    return await onShelf<unknown[]>("readonly", (store) => store.getAll(range));
  } catch {
    return [];
  }
}

async function takeAway(key: string): Promise<void> {
  try {
    await onShelf("readwrite", (store) => store.delete(key));
  } catch {
    // Nothing was there.
  }
}
