import { type Db, listen, type ListenHandle, notify } from "@quoin/db";
import type { Logger } from "@quoin/log";
import { newId } from "@quoin/db";
import { z } from "zod";

/** What a change can touch. A cached value names those it was made from. */
export const changeTags = ["posts", "comments", "categories", "tags", "users", "settings"] as const;
export type ChangeTag = (typeof changeTags)[number];

const CHANNEL = "quoin_changed";
const payload = z.object({ id: z.string(), tags: z.array(z.enum(changeTags)) });

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
export async function openChanges(options: { url: string; log: Logger }): Promise<Changes> {
  const versions = new Map<ChangeTag, string>();
  const listeners = new Set<(tags: readonly ChangeTag[]) => void>();

  const apply = (id: string, tags: readonly ChangeTag[]) => {
    for (const tag of tags) versions.set(tag, id);
    for (const listener of listeners) listener(tags);
  };
  const forget = () => apply(newId(), changeTags);
  forget();

  const connection: ListenHandle = await listen({
    url: options.url,
    channel: CHANNEL,
    onMessage: (text) => {
      const parsed = payload.safeParse(parseJson(text));
      if (parsed.success) apply(parsed.data.id, parsed.data.tags);
      else forget();
    },
    onReconnect: forget,
    onError: (error) => options.log.warn({ err: error }, "lost the change channel, reconnecting"),
  });

  return {
    announce: (tx, tags) => notify(tx, CHANNEL, JSON.stringify({ id: newId(), tags })),
    version: (tags) => tags.map((tag) => versions.get(tag)).join("."),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => connection.close(),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
