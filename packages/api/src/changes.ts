import { type Db, listen, type ListenOptions, newId, notify } from "@quoin/db";
import type { Logger } from "@quoin/log";

/** What a change can touch. A cached value names those it was made from. */
export const changeTags = ["posts", "comments", "categories", "tags", "users", "settings"] as const;
export type ChangeTag = (typeof changeTags)[number];

const CHANNEL = "quoin_changed";

/**
 * How every process learns, within moments, that what it remembers is old.
 *
 * A writer announces inside its transaction and PostgreSQL delivers at commit, so nobody hears of a
 * change that was rolled back, or before it can be read.
 */
export interface Changes {
  /** Announces that this transaction changed things of these kinds. */
  announce(tx: Db, tags: readonly ChangeTag[]): Promise<void>;
  /**
   * Names the present state of these kinds. A cached value carries it in its key, so a value that was
   * computed from before a change can never be found after it, however late it is stored.
   */
  version(tags: readonly ChangeTag[]): string;
  /** Calls `listener` after each change, whichever process made it. Returns how to stop. */
  subscribe(listener: (tags: readonly ChangeTag[]) => void): () => void;
  close(): Promise<void>;
}

/** Listens on the database at `url`. Until it hears, and whenever it may have missed something, all is new. */
export function openChanges(options: {
  url: string;
  driver: ListenOptions["driver"];
  log: Logger;
}): Changes {
  const { url, driver, log } = options;
  const versions = new Map<ChangeTag, string>();
  const listeners = new Set<(tags: readonly ChangeTag[]) => void>();

  const apply = (changed: ReadonlyMap<ChangeTag, string>) => {
    for (const [tag, version] of changed) versions.set(tag, version);
    for (const listener of listeners) listener([...changed.keys()]);
  };
  const forget = () => apply(new Map(changeTags.map((tag) => [tag, newId()])));
  forget();

  const connection = listen({
    url,
    ...(driver && { driver }),
    channel: CHANNEL,
    onMessage: (topics) => {
      if (topics === "all") forget();
      else apply(new Map(topics.flatMap(readTopic)));
    },
    onReconnect: forget,
    onError: (error) => log.warn({ err: error }, "lost the change channel, reconnecting"),
  });
  // A page that was asked for before the channel was open may have been remembered from before a change
  // that nobody here heard of.
  void connection.ready.then(forget);

  return {
    announce(tx, tags) {
      const version = newId();
      return notify(
        tx,
        CHANNEL,
        tags.map((tag) => `${tag}:${version}`),
      );
    },
    version: (tags) => tags.map((tag) => versions.get(tag)).join("."),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => connection.close(),
  };
}

/** `posts:0199…` is a kind of thing and the change that made it what it is. */
function readTopic(topic: string): [ChangeTag, string][] {
  const [name, version] = topic.split(":");
  const tag = changeTags.find((known) => known === name);
  return tag && version ? [[tag, version]] : [];
}
