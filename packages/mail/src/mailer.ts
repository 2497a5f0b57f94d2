import { createTransport, type SendMailOptions } from "nodemailer";
import { type MailMessage, mailMessage } from "./message.ts";
import { idInOutbox, newMailId, sweepOutbox, writeToOutbox } from "./outbox.ts";

export interface MailerOptions {
  /** `smtp://user:password@host:587` or `smtps://…`; without it mails go to the outbox. */
  readonly smtpUrl?: string | undefined;
  /** `Quoin <no-reply@example.com>`, or a bare address. */
  readonly from: string;
  /** The folder for mails when there is no SMTP server; made when missing. */
  readonly outboxDir: string;
  /** How long mails stay there; default 30. */
  readonly keepDays?: number | undefined;
}

export interface Mailer {
  /**
   * Resolves once the SMTP server has accepted the mail, or its file is on disk.
   * Rejects with a ZodError for a mail that must not be sent (line breaks in a
   * header, several recipients), with the server's error otherwise; see `isRefusal`.
   *
   * `key` names the reason for the mail, such as the id of its job. Sending the same
   * key again puts no second mail into the outbox; over SMTP both mails carry one
   * Message-ID, by which mailboxes recognize the repetition.
   */
  send(message: MailMessage, key?: string): Promise<{ readonly id: string }>;
  /**
   * Deletes from the outbox what has been there for longer than `keepDays`, also when mail leaves by SMTP
   * by now. Returns how many mails went.
   */
  sweep(now: Date): Promise<number>;
  /** Ends idle connections. Mails being sent are finished. */
  close(): Promise<void>;
}

/** How long one mail may take, connection included, before its job is told to try again. */
const SEND_TIMEOUT = 45_000;
const DAY = 86_400_000;

/** Sends through SMTP, or into a folder that the newsroom can read. */
export function createMailer({ smtpUrl, from, outboxDir, keepDays = 30 }: MailerOptions): Mailer {
  return {
    ...(smtpUrl ? smtpMailer(smtpUrl, from) : outboxMailer(outboxDir, from)),
    sweep: (now) => sweepOutbox(outboxDir, new Date(now.getTime() - keepDays * DAY)),
  };
}

function smtpMailer(url: string, from: string): Omit<Mailer, "sweep"> {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    maxMessages: 100,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    dnsTimeout: 5_000,
    socketTimeout: 20_000,
    idleTimeout: 30_000,
  });
  // Idle connections that break are replaced at the next mail; unheard, they would end the process.
  transport.on("error", () => {});
  return {
    async send(message, key) {
      const id = newMailId(key);
      const options = composed(id, from, message);
      await transport.sendMail({ ...options, signal: AbortSignal.timeout(SEND_TIMEOUT) });
      return { id };
    },
    close: async () => transport.close(),
  };
}

function outboxMailer(dir: string, from: string): Omit<Mailer, "sweep"> {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
  return {
    async send(message, key) {
      const earlier = key === undefined ? undefined : await idInOutbox(dir, key);
      if (earlier) return { id: earlier };
      const id = newMailId(key);
      const { message: raw } = await composer.sendMail(composed(id, from, message));
      if (!Buffer.isBuffer(raw)) throw new TypeError("the mail was not composed into memory");
      await writeToOutbox(dir, id, raw);
      return { id };
    },
    close: async () => {},
  };
}

function composed(id: string, from: string, message: MailMessage): SendMailOptions {
  const { to, subject, text, html, headers } = mailMessage.parse(message);
  const domain = /@([^\s>]+)>?\s*$/.exec(from)?.[1] ?? "localhost";
  return {
    from,
    to: { name: "", address: to },
    subject,
    text,
    ...(html === undefined ? {} : { html }),
    messageId: `<quoin-${id.slice(-16)}@${domain}>`,
    // Keeps holiday answers and loops away.
    headers: { "Auto-Submitted": "auto-generated", ...headers },
    // A mail never reads files or addresses of this machine, whatever its content says.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/**
 * True when sending this mail again cannot help: the server answered with a
 * permanent refusal (5xx), or the mail itself is malformed.
 */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === "ZodError" || error.name === "$ZodError") return true;
  return "responseCode" in error && Number(error.responseCode) >= 500;
}
