import { z } from "zod";
import { job } from "../contract.ts";

const nothing = z.object({});
// The next one comes soon enough.
const retry = { limit: 1, delaySeconds: 5, maxDelaySeconds: 5 };

/** Catches what its own job missed, scheduled posts above all. */
export const minutePassed = job("minute.passed", nothing, {
  retry,
  concurrency: 1,
  keepSeconds: 3_600,
  cron: "* * * * *",
});

/** Time to clear away what has expired: sessions, tokens, counters, kept mails. */
export const housekeepingDue = job("housekeeping.due", nothing, {
  retry,
  concurrency: 1,
  timeoutSeconds: 600,
  cron: "17 * * * *",
});
