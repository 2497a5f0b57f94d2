import { randomUUID } from "node:crypto";
import type { Db } from "@quoin/db";
import { type Logger, scrubText } from "@quoin/log";
import { sql } from "drizzle-orm";
import { type Db as Executor, fromDrizzle, PgBoss } from "pg-boss";
import type { z } from "zod";
import { type Contract, storable } from "./contract.ts";
import { contracts, type Contracts } from "./contracts/index.ts";
import { type Envelope, seal } from "./envelope.ts";

/** A whole number with its unit: seconds, minutes, hours or days. */
export type Delay = `${number}${"s" | "m" | "h" | "d"}`;

interface Timing<Self> {
  /** Not before this much time has passed. The last of `delay` and `at` counts. */
  delay(delay: Delay): Self;
  /** Not before this moment; at once when it has passed. */
  at(date: Date): Self;
  /** Higher runs earlier; 0 when left out. */
  priority(priority: number): Self;
}

/** One job to be queued. Each step returns a new draft; nothing happens before `enqueue`. */
export interface Draft extends Timing<Draft> {
  /** At most one job with this key waits at a time. One that is running does not count. */
  unique(key: string): Draft;
  /**
   * Queues the job in this transaction: it exists exactly when that commits. The id,
   * or null when one with its key is waiting already.
   */
  enqueue(tx: Db): Promise<string | null>;
}

/** The same job for many payloads, queued by one statement. */
export interface Drafts<Payload> extends Timing<Drafts<Payload>> {
  /** As for one job, with a key for each payload. */
  unique(key: (payload: Payload) => string): Drafts<Payload>;
  /** The ids of those that were queued; fewer than payloads when some were waiting already. */
  enqueue(tx: Db): Promise<string[]>;
}

export interface Queue<Payload extends z.ZodType> {
  /** Throws a ZodError when the payload is not as the contract says. */
  to(payload: z.input<Payload>): Draft;
  toEach(payloads: readonly z.input<Payload>[]): Drafts<z.output<Payload>>;
}

/** Every kind of job by its name: `jobs.postPublished.to({ postId }).enqueue(tx)`. */
export type Jobs = {
  readonly [Name in keyof Contracts]: Queue<Contracts[Name]["payload"]>;
};

export interface JobsOptions {
  readonly db: Db;
  readonly log?: Logger;
}

export interface JobsHandle {
  readonly jobs: Jobs;
  /** Lets the process end. Jobs that are queued stay queued. */
  close(): Promise<void>;
}

/** A job as it goes into the queue's table. */
interface NewJob {
  readonly data: Envelope;
  readonly singletonKey: string;
  readonly startAfter?: string;
  readonly priority?: number;
}

type Send = (contract: Contract, tx: Db, jobs: readonly NewJob[]) => Promise<string[]>;
type When = Pick<NewJob, "startAfter" | "priority">;

/**
 * Queues jobs, for processes that do not run them. It opens no connection of its own:
 * it writes through the transaction it is given. The queues must have been made by
 * `provisionJobs`; until then `enqueue` rejects.
 */
export function createJobs({ db, log }: JobsOptions): JobsHandle {
  const outside = fromDrizzle(db, sql);
  let executor = outside;
  const current: Executor = { executeSql: (text, values) => executor.executeSql(text, values) };
  const boss = new PgBoss({
    db: current,
    migrate: false,
    createSchema: false,
    supervise: false,
    schedule: false,
    queueCacheIntervalSeconds: 3_600,
  });
  boss.on("error", (error) => log?.warn({ err: scrubText(error.message) }, "job queue"));
  let started: Promise<void> | undefined;

  /**
   * Reads which queues there are, once. Through the transaction that asked first: asking
   * for a second connection while holding one can exhaust the pool and wait for ever.
   */
  async function start(tx: Db): Promise<void> {
    executor = fromDrizzle(tx, sql);
    try {
      await boss.start();
    } catch (error) {
      started = undefined;
      throw new Error("The job queue is not set up; migrate the database first", { cause: error });
    } finally {
      executor = outside;
    }
  }

  const send: Send = async (contract, tx, jobs) => {
    if (jobs.length === 0) return [];
    started ??= start(tx);
    await started;
    const options = { db: fromDrizzle(tx, sql), returnId: true };
    return (await boss.insert(contract.name, [...jobs], options)) ?? [];
  };

  return {
    jobs: {
      commentSubmitted: queue(contracts.commentSubmitted, send),
      housekeepingDue: queue(contracts.housekeepingDue, send),
      mailRequested: queue(contracts.mailRequested, send),
      minutePassed: queue(contracts.minutePassed, send),
      postPublished: queue(contracts.postPublished, send),
      postScheduled: queue(contracts.postScheduled, send),
    },
    async close() {
      await started?.catch(() => {});
      await boss.stop({ graceful: false, close: false });
    },
  };
}

function queue<Payload extends z.ZodType>(contract: Contract<Payload>, send: Send): Queue<Payload> {
  return {
    to(payload) {
      const parsed = contract.payload.parse(payload);
      return draft(parsed, {}, undefined, async (tx, job) => {
        const [id] = await send(contract, tx, [job]);
        return id ?? null;
      });
    },
    toEach(payloads) {
      const parsed = payloads.map((payload) => contract.payload.parse(payload));
      return drafts(parsed, {}, undefined, (tx, jobs) => send(contract, tx, jobs));
    },
  };
}

function draft(
  payload: unknown,
  when: When,
  key: string | undefined,
  enqueue: (tx: Db, job: NewJob) => Promise<string | null>,
): Draft {
  const again = (more: When) => draft(payload, { ...when, ...more }, key, enqueue);
  return {
    ...timing(again),
    unique: (key) => draft(payload, when, key, enqueue),
    enqueue: async (tx) => enqueue(tx, newJob(payload, when, key)),
  };
}

function drafts<Payload>(
  payloads: readonly Payload[],
  when: When,
  key: ((payload: Payload) => string) | undefined,
  enqueue: (tx: Db, jobs: NewJob[]) => Promise<string[]>,
): Drafts<Payload> {
  const again = (more: When) => drafts(payloads, { ...when, ...more }, key, enqueue);
  return {
    ...timing(again),
    unique: (key) => drafts(payloads, when, key, enqueue),
    enqueue: async (tx) =>
      enqueue(
        tx,
        payloads.map((payload) => newJob(payload, when, key?.(payload))),
      ),
  };
}

function timing<Self>(again: (more: When) => Self): Timing<Self> {
  return {
    delay: (delay) => again({ startAfter: String(secondsOf(delay)) }),
    at: (date) => again({ startAfter: date.toISOString() }),
    priority: (priority) => again({ priority: Math.trunc(priority) }),
  };
}

function newJob(payload: unknown, when: When, key: string | undefined): NewJob {
  // Jobs without a key would all share the empty one, of which the queue holds a single job.
  return { data: seal(payload), singletonKey: key ? storable(key) : randomUUID(), ...when };
}

const unitSeconds: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400 };

function secondsOf(delay: Delay): number {
  const [, amount, unit] = /^(\d{1,9})([smhd])$/.exec(delay) ?? [];
  const seconds = Number(amount) * (unitSeconds[unit ?? ""] ?? Number.NaN);
  if (Number.isNaN(seconds)) throw new RangeError(`"${delay}" is not a delay such as "5m"`);
  return seconds;
}
