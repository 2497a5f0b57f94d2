import { scrubText } from "@quoin/log";
import { PgBoss } from "pg-boss";
import type { Contract } from "./contract.ts";
import { contracts } from "./contracts/index.ts";

/** Where jobs end that failed at every attempt, until someone looks at them. */
export const DEAD_LETTERS = "dead.letters";

export interface ProvisionOptions {
  /** A role that may own the queue's schema, as for migrations. */
  readonly url: string;
  /** The role that the running apps use, when it is another one; it is granted what they need. */
  readonly appRole?: string | undefined;
}

/**
 * Makes the queue's schema (`pgboss`) and every queue and schedule in the contracts,
 * and brings existing ones up to date. To be called after the migrations and before
 * the first job; safe to repeat and safe from several processes at once.
 */
export async function provisionJobs({ url, appRole }: ProvisionOptions): Promise<void> {
  const boss = new PgBoss({
    connectionString: url,
    application_name: "quoin provision",
    max: 2,
    supervise: false,
    schedule: false,
  });
  // Failures reject the calls below; without a listener they would also end the process.
  let lastError: Error | undefined;
  boss.on("error", (error) => {
    lastError = error;
  });
  try {
    await boss.start();
    await provisionQueues(boss);
    if (appRole) await boss.getDb().executeSql(grantsFor(appRole));
  } catch (error) {
    const reason = error instanceof Error ? error.message : (lastError?.message ?? String(error));
    throw new Error(`The job queue could not be set up: ${scrubText(reason)}`, { cause: error });
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** The queues and schedules, on a queue that has been started. */
export async function provisionQueues(boss: PgBoss): Promise<void> {
  await boss.createQueue(DEAD_LETTERS, { policy: "standard" });
  for (const contract of Object.values<Contract>(contracts)) {
    const options = queueOptions(contract);
    // `short` refuses a second waiting job with the same key; `standard` ignores keys.
    await boss.createQueue(contract.name, { policy: "short", ...options });
    await boss.updateQueue(contract.name, options);
    if (contract.cron) await boss.schedule(contract.name, contract.cron, { payload: {} });
    else await boss.unschedule(contract.name);
  }
}

function queueOptions({ retry, timeoutSeconds, keepSeconds }: Contract) {
  return {
    // Wakes a waiting worker at commit instead of at its next look.
    notify: true,
    retryLimit: retry.limit,
    retryDelay: retry.delaySeconds,
    retryDelayMax: retry.maxDelaySeconds,
    retryBackoff: true,
    expireInSeconds: timeoutSeconds,
    // A worker that died is noticed by its silence, long before a slow job's time is up.
    heartbeatSeconds: 20,
    deleteAfterSeconds: keepSeconds,
    deadLetter: DEAD_LETTERS,
  };
}

function grantsFor(role: string): string {
  const name = `"${role.replaceAll('"', '""')}"`;
  return `
    grant usage on schema pgboss to ${name};
    grant select, insert, update, delete on all tables in schema pgboss to ${name};
    grant execute on all functions in schema pgboss to ${name};
    grant usage, select on all sequences in schema pgboss to ${name};`;
}
