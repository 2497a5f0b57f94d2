import { z } from "zod";
import { job, text } from "../contract.ts";

/** A mail is to be sent. Sent once for each job, also when the worker dies in between. */
export const mailRequested = job(
  "mail.requested",
  z.object({ to: text, subject: text, text, html: text.optional() }),
  {
    retry: { limit: 10, delaySeconds: 10, maxDelaySeconds: 3_600 },
    concurrency: 2,
    // Mails hold links that sign people in, and whoever reads the queue could follow them.
    forgetsDone: true,
    keepSeconds: 600,
  },
);
