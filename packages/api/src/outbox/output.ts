import { z } from "zod";

const mailLine = z.object({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  date: z.date(),
});

export const outboxPage = z.object({
  /** False when mail leaves by SMTP and nothing is kept here. */
  enabled: z.boolean(),
  items: z.array(mailLine),
  nextCursor: z.string().nullable(),
});
export type OutboxPage = z.infer<typeof outboxPage>;

export const outboxMail = mailLine.extend({
  text: z.string(),
  /** As it was sent and not sanitized: show it in a sandboxed frame, never inline. */
  html: z.string().nullable(),
});
export type OutboxMail = z.infer<typeof outboxMail>;
