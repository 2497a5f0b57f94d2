import { setTimeout as sleep } from "node:timers/promises";
import { Client as NeonClient } from "@neondatabase/serverless";
import { sql } from "drizzle-orm";
import pg from "pg";
import { withoutPasswords } from "./database-errors.ts";
import type { Db } from "./database.ts";
import { type DatabaseDriver, driverFor } from "./env.ts";

/** What a message is about: a few short words, or everything when there were too many to name. */
export type Topics = readonly string[] | "all";

export interface ListenOptions {
  readonly url: string;
  readonly driver?: DatabaseDriver;
  readonly channel: string;
  readonly onMessage: (topics: Topics) => void;
  /** Messages may have been missed: whoever remembers things forgets them all. */
  readonly onReconnect: () => void;
  /** Hears why a connection was lost, with passwords blanked. For the log; it is made again by itself. */
  readonly onError?: (error: Error) => void;
}

export interface Listener {
  /** Resolves when the first connection listens; from then on no message is missed unseen. */
  readonly ready: Promise<void>;
  /** Stops listening. Twice is once. */
  close(): Promise<void>;
}

// PostgreSQL takes payloads shorter than this, in bytes.
const payloadLimit = 8_000;
// Beyond it, naming topics costs the listeners more than starting afresh.
const mostPayloads = 20;
const heartbeatMs = 15_000;
const heartbeatDeadlineMs = 5_000;
const longestPauseMs = 1_000;

/**
 * Tells every listener of `channel`, in every process, about `topics`. Inside a transaction it goes out when, and
 * only when, that one commits.
 */
export async function notify(db: Db, channel: string, topics: Topics): Promise<void> {
  const payloads = payloadsOf(topics);
  if (payloads.length === 0) return;
  const list = sql.join(
    payloads.map((payload) => sql`${payload}::text`),
    sql`, `,
  );
  await db.execute(
    sql`select pg_notify(${channel}, payload) from unnest(array[${list}]) as payload`,
  );
}

/** Splits topics into payloads that PostgreSQL takes. */
export function payloadsOf(topics: Topics): string[] {
  if (topics === "all") return [everything];
  const payloads: string[] = [];
  let current = "";
  for (const topic of new Set(topics)) {
    const word = JSON.stringify(topic);
    const longer = current === "" ? word : `${current},${word}`;
    if (Buffer.byteLength(longer) + 2 < payloadLimit) {
      current = longer;
      continue;
    }
    if (current === "" || Buffer.byteLength(word) + 2 >= payloadLimit) return [everything];
    payloads.push(`[${current}]`);
    current = word;
  }
  if (current !== "") payloads.push(`[${current}]`);
  return payloads.length > mostPayloads ? [everything] : payloads;
}

const everything = JSON.stringify("all");

/** Reads a payload; whatever is not ours means everything, which is never wrong. */
export function topicsOf(payload: string | undefined): Topics {
  try {
    const read: unknown = JSON.parse(payload ?? "");
    return Array.isArray(read) && read.every((topic) => typeof topic === "string") ? read : "all";
  } catch {
    return "all";
  }
}

/** What the clients of `pg` and of Neon have in common. */
interface Client {
  connect(): Promise<unknown>;
  query(text: string): Promise<unknown>;
  end(): Promise<void>;
  on(event: "notification", listener: (message: { payload?: string | undefined }) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "end", listener: () => void): unknown;
}

/** Listens over a connection of its own, which is made again whenever it breaks or goes silent. */
export function listen(options: ListenOptions): Listener {
  if (!/^[a-z_][a-z0-9_]*$/.test(options.channel))
    throw new Error("A channel is a lower-case name");
  const stop = new AbortController();
  let announceReady: () => void = () => {};
  const ready = new Promise<void>((resolve) => {
    announceReady = resolve;
  });
  const running = keepListening(options, stop.signal, announceReady);
  return {
    ready,
    close: async () => {
      stop.abort();
      await running;
    },
  };
}

async function keepListening(
  options: ListenOptions,
  stop: AbortSignal,
  announceReady: () => void,
): Promise<void> {
  let pauseMs = 50;
  let mayHaveMissed = false;
  while (!stop.aborted) {
    await listenOnce(options, stop, () => {
      announceReady();
      if (mayHaveMissed) options.onReconnect();
      pauseMs = 50;
    }).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      if (!stop.aborted) options.onError?.(new Error(withoutPasswords(message)));
    });
    mayHaveMissed = true;
    // Not all processes at the same instant.
    await sleep(pauseMs * (0.5 + Math.random() / 2), undefined, { signal: stop }).catch(() => {});
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
}

/** Listens until the connection is lost, which rejects, or `stop` says so, which resolves. */
async function listenOnce(
  options: ListenOptions,
  stop: AbortSignal,
  onListening: () => void,
): Promise<void> {
  const client = clientFor(options);
  const over = new AbortController();
  const lost = new Promise<never>((_, reject) => {
    client.on("error", reject);
    client.on("end", () => reject(new Error("The connection that listens ended")));
  });
  const stopped = new Promise<void>((resolve) => {
    stop.addEventListener("abort", () => resolve(), { once: true, signal: over.signal });
  });
  client.on("notification", ({ payload }) => {
    // Closing is announced to the server, which may have something on the way.
    if (!stop.aborted) options.onMessage(topicsOf(payload));
  });
  const listening = async (): Promise<void> => {
    await client.connect();
    await client.query(`listen ${options.channel}`);
    onListening();
    // A connection that went silent looks like one on which nothing happens.
    for (;;) {
      await sleep(heartbeatMs, undefined, { signal: over.signal });
      await client.query("select 1");
    }
  };
  try {
    await Promise.race([listening(), lost, stopped]);
  } finally {
    over.abort();
    lost.catch(() => {});
    client.on("error", () => {});
    void client.end().catch(() => {});
  }
}

function clientFor({ url, driver }: ListenOptions): Client {
  const limits = { connectionTimeoutMillis: 5_000, query_timeout: heartbeatDeadlineMs };
  if (driverFor(url, driver) !== "neon") {
    const settings = { keepAlive: true, application_name: "quoin listener", ...limits };
    return new pg.Client({ connectionString: url, ...settings });
  }
  return new NeonClient({ connectionString: withoutPooler(url), ...limits });
}

/** Neon's pooler shares connections between clients, so listening needs the address without it. */
export function withoutPooler(url: string): string {
  const direct = new URL(url);
  direct.hostname = direct.hostname.replace(/^([^.]+)-pooler\./, "$1.");
  return direct.href;
}
