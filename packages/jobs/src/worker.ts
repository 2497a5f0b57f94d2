import { type Logger, scrubText, withRequest } from "@quoin/log";
import { type JobResult, type JobWithMetadata, PgBoss } from "pg-boss";
import type { z } from "zod";
import type { Contract } from "./contract.ts";
import { contracts, type Contracts } from "./contracts/index.ts";
import { open } from "./envelope.ts";
import { provisionQueues } from "./provision.ts";

/** What a handler knows about the attempt it makes. */
export interface RunningJob {
  /** The same at every attempt: a key for effects that must happen once. */
  readonly id: string;
  readonly name: string;
  /** 1 at first. */
  readonly attempt: number;
  /** The request that caused the job; its own id when nobody asked for it. */
  readonly requestId: string;
  /** Aborted when the attempt has taken too long, or the worker must end. */
  readonly signal: AbortSignal;
}

/** Runs at least once for each job. A rejection is tried again, a `GiveUp` is not. */
export type Handler<Payload> = (payload: Payload, job: RunningJob) => Promise<void>;

/** One handler for every contract: a job that nobody handles does not compile. */
export type Handlers = {
  readonly [Name in keyof Contracts]: Handler<z.output<Contracts[Name]["payload"]>>;
};

/** Thrown by a handler when trying again cannot help. The job goes to the dead letters. */
export class GiveUp extends Error {
  override readonly name = "GiveUp";
}

export interface WorkerOptions {
  /** A direct connection to PostgreSQL; behind a pooler jobs are found by looking, within 2 s. */
  readonly url: string;
  readonly handlers: Handlers;
  readonly log: Logger;
  /** Sets up the queues first; false where the role may not, and `provisionJobs` has run. */
  readonly provision?: boolean;
}

export interface Worker {
  /**
   * Takes no more jobs and waits for those running, 8 s at most; what is still running
   * then is put back and its signal aborted.
   */
  stop(options?: { timeoutMs?: number }): Promise<void>;
}

type Stored = JobWithMetadata;

/** The last two go on to `pg`: without them a connection that went silent would hang for ever. */
const connection = (url: string) => ({
  connectionString: url,
  application_name: "quoin worker",
  max: 4,
  connectionTimeoutMillis: 5_000,
  options: "-c statement_timeout=15000 -c idle_in_transaction_session_timeout=30000",
  query_timeout: 20_000,
  keepAlive: true,
});

const pace = {
  useListenNotify: true,
  // How soon the jobs of a worker that died are given to another.
  superviseIntervalSeconds: 15,
  monitorIntervalSeconds: 15,
  // How soon after `keepSeconds` a job is gone; otherwise a day.
  maintenanceIntervalSeconds: 300,
};

/** Runs jobs until it is stopped. Heals by itself when the database was away; rejects only at the start. */
export async function createWorker(options: WorkerOptions): Promise<Worker> {
  const { url, handlers, log, provision = true } = options;
  const boss = new PgBoss({ ...connection(url), ...pace, migrate: provision });
  boss.on("error", quietly(log));
  boss.on("warning", ({ message }) => log.warn({ detail: scrubText(message) }, "job queue"));
  try {
    await boss.start();
    if (provision) await provisionQueues(boss);
    for (const [key, handler] of Object.entries(handlers)) {
      const contract = contractOf(key);
      // The payload is parsed by the contract of the same key, which is what the handler expects.
      await consume(boss, contract, handler as Handler<unknown>, log);
    }
  } catch (error) {
    await boss.stop({ graceful: false });
    throw error;
  }
  return {
    stop: ({ timeoutMs = 8_000 } = {}) => boss.stop({ graceful: true, timeout: timeoutMs }),
  };
}

function contractOf(key: string): Contract {
  const contract = Object.entries<Contract>(contracts).find(([name]) => name === key)?.[1];
  if (!contract) throw new TypeError(`There is no job ${key}`);
  return contract;
}

async function consume(
  boss: PgBoss,
  contract: Contract,
  handler: Handler<unknown>,
  log: Logger,
): Promise<void> {
  const options = {
    // Jobs of a batch run side by side and are settled one by one. A full batch is
    // followed by the next at once; single jobs would be fetched one a look.
    batchSize: Math.max(2, contract.concurrency),
    burstWhenBatchFull: true,
    perJobResults: true,
    includeMetadata: true,
    pollingIntervalSeconds: 2,
    // Delayed jobs become due without a notification.
    notifyPollingIntervalSeconds: 2,
  } as const;
  await boss.work<object, JobResult, typeof options>(contract.name, options, (jobs) =>
    Promise.all(
      jobs.map(async (stored) => {
        const result = await attempt(contract, handler, stored, log);
        if (contract.forgetsDone && result.status === "completed") await forget(boss, stored, log);
        return result;
      }),
    ),
  );
}

/** Never rejects: the outcome of one job must not touch its neighbours. */
async function attempt(
  contract: Contract,
  handler: Handler<unknown>,
  stored: Stored,
  log: Logger,
): Promise<JobResult> {
  const { id, name } = stored;
  const number = stored.retryCount + 1;
  const requestId = requestOf(stored);
  return withRequest({ requestId, jobId: id }, async (): Promise<JobResult> => {
    const started = performance.now();
    const facts = () => ({
      job: name,
      attempt: number,
      ms: Math.round(performance.now() - started),
    });
    try {
      const payload = contract.payload.parse(open(stored.data).payload);
      const job = { id, name, attempt: number, requestId, signal: stored.signal };
      await handler(payload, job);
      log.info(facts(), "job done");
      return { id, status: "completed" };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const output = { message: scrubText(message) };
      const isHopeless = isFinal(error);
      const isLast = isHopeless || stored.retryCount >= stored.retryLimit;
      log[isLast ? "error" : "warn"](
        { ...facts(), err: error },
        isLast ? "job failed for good" : "job failed and will be tried again",
      );
      return { id, status: isHopeless ? "deadletter" : "failed", output };
    }
  });
}

/**
 * Deletes a job that this attempt has done, instead of marking it; the mark then finds nothing. Where that
 * fails it is marked as done and goes when it has been kept for long enough.
 */
async function forget(boss: PgBoss, stored: Stored, log: Logger): Promise<void> {
  try {
    await boss.deleteJob(stored.name, stored);
  } catch (error) {
    log.warn(
      { err: error, job: stored.name, jobId: stored.id },
      "a job that is done is still kept",
    );
  }
}

function requestOf({ id, data }: Stored): string {
  try {
    return open(data).requestId ?? id;
  } catch {
    return id;
  }
}

/** By name, because a handler's package may have been loaded a second time. */
function isFinal(error: unknown): boolean {
  return error instanceof Error && (error.name === "GiveUp" || error.name === "ZodError");
}

/** While the database is away every look at every queue fails alike; one line in ten seconds says so. */
function quietly(log: Logger): (error: Error) => void {
  let until = 0;
  return (error) => {
    if (Date.now() < until) return;
    until = Date.now() + 10_000;
    log.warn({ detail: scrubText(error.message) }, "the job queue cannot reach the database");
  };
}
