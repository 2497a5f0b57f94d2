export { createMailer, isRefusal } from "./mailer.ts";
export type { Mailer, MailerOptions } from "./mailer.ts";
export { mailMessage } from "./message.ts";
export type { MailMessage } from "./message.ts";
export { readOutbox } from "./outbox.ts";
export type { Outbox, OutboxEntry, OutboxMail, OutboxPage } from "./outbox.ts";
export {
  accountExists,
  commentApproved,
  commentWaiting,
  connectionChanged,
  invitation,
  magicLink,
  passwordChanged,
  postPublished,
  resetPassword,
  twoFactorChanged,
  verifyEmail,
  welcome,
} from "./templates.ts";
export type { MailContent, Publication, TwoFactorEvent } from "./templates.ts";
