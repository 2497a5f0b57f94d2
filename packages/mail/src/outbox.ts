import { createHash, randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import PostalMime, { type Address, type Email } from "postal-mime";

/**
 * A mail's id: the time it was written, so that sorting ids sorts mails by time, and
 * 16 hex digits that are the same for the same key, or chance when there is none.
 */
export function newMailId(key: string | undefined, now: Date = new Date()): string {
  const time = now.toISOString().replace(/[-:.]/g, "");
  return `${time}-${key === undefined ? randomBytes(8).toString("hex") : digest(key)}`;
}

function digest(key: string): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 16);
}

/** The mail that was already written for this key, if any. */
export async function idInOutbox(dir: string, key: string): Promise<string | undefined> {
  return (await mailIds(dir)).find((id) => id.endsWith(digest(key)));
}

const idPattern = /^\d{8}T\d{9}Z-[0-9a-f]{16}$/;
const suffix = ".eml";
const MAX_BYTES = 5_000_000;

/**
 * Puts one finished mail into the folder as `<id>.eml`, readable by its owner alone.
 * The file appears whole or not at all, and has reached the disk when this returns.
 */
export async function writeToOutbox(dir: string, id: string, raw: Uint8Array): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const draft = join(dir, `.${id}.draft`);
  try {
    const file = await open(draft, "wx", 0o600);
    try {
      await file.writeFile(raw);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, join(dir, id + suffix));
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

export interface OutboxEntry {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  /** When it was written. */
  readonly date: Date;
}

export interface OutboxMail extends OutboxEntry {
  readonly text: string;
  /** As it was sent and not sanitized: show it in a sandboxed frame, never inline. */
  readonly html: string | null;
}

export interface OutboxPage {
  /** Newest first. */
  readonly items: OutboxEntry[];
  /** Hand it back for older mails; null at the end. */
  readonly nextCursor: string | null;
}

export interface Outbox {
  /** `limit` is 1 to 100, default 20. A cursor is a position in time: a foreign one is harmless. */
  list(options?: { limit?: number; cursor?: string | null }): Promise<OutboxPage>;
  /** The mail, or null when there is none with this id, malformed ids included. */
  get(id: string): Promise<OutboxMail | null>;
}

/** Reads the folder that a mailer without SMTP writes to. A folder that does not exist yet is empty. */
export function readOutbox(dir: string): Outbox {
  return {
    async list({ limit = 20, cursor } = {}) {
      const size = Math.min(100, Math.max(1, Math.trunc(limit) || 1));
      const older = (await mailIds(dir)).filter((id) => !cursor || id < cursor);
      const shown = older.slice(0, size);
      const mails = await Promise.all(shown.map((id) => readMail(dir, id)));
      return {
        // A file that vanished between listing and reading is simply not in the list.
        items: mails
          .filter((mail) => mail !== null)
          .map(({ id, from, to, subject, date }) => ({ id, from, to, subject, date })),
        nextCursor: older.length > size ? (shown.at(-1) ?? null) : null,
      };
    },
    get: async (id) => (idPattern.test(id) ? readMail(dir, id) : null),
  };
}

const draftPattern = /^\.(\d{8}T\d{9}Z)-[0-9a-f]{16}\.draft$/;

/**
 * Deletes the mails that were written before then, and drafts that somebody who died left behind. Returns
 * how many files went. What the mailer did not write stays.
 */
export async function sweepOutbox(dir: string, before: Date): Promise<number> {
  const names = await readdir(dir).catch(orWhenMissing([]));
  const old = names.filter((name) => {
    const isMail = name.endsWith(suffix) && idPattern.test(name.slice(0, -suffix.length));
    const written = isMail ? name : draftPattern.exec(name)?.[1];
    return written !== undefined && dateOf(written) < before;
  });
  for (const name of old) await rm(join(dir, name), { force: true });
  return old.length;
}

async function mailIds(dir: string): Promise<string[]> {
  const names = await readdir(dir).catch(orWhenMissing([]));
  return names
    .filter((name) => name.endsWith(suffix) && idPattern.test(name.slice(0, -suffix.length)))
    .map((name) => name.slice(0, -suffix.length))
    .toSorted()
    .toReversed();
}

async function readMail(dir: string, id: string): Promise<OutboxMail | null> {
  // Not through links: the folder's mails are files that the mailer wrote.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);
  const file = await open(join(dir, id + suffix), flags).catch(orWhenMissing(null));
  if (file === null) return null;
  try {
    const { size } = await file.stat();
    const raw = Buffer.alloc(Math.min(size, MAX_BYTES));
    const { bytesRead } = await file.read(raw, 0, raw.length, 0);
    return shown(id, await PostalMime.parse(raw.subarray(0, bytesRead)));
  } finally {
    await file.close();
  }
}

function shown(id: string, mail: Email): OutboxMail {
  return {
    id,
    from: mail.from ? addressOf(mail.from) : "",
    to: (mail.to ?? []).map(addressOf).join(", "),
    subject: mail.subject ?? "",
    date: dateOf(id),
    text: mail.text ?? "",
    html: mail.html ?? null,
  };
}

function addressOf({ name, address }: Address): string {
  return name && address ? `${name} <${address}>` : (address ?? name);
}

/** The inverse of `newMailId`; the `Date` header knows seconds only. */
function dateOf(id: string): Date {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z/.exec(id) ?? [];
  const [, year, month, day, hour, minute, second, milli] = parts;
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milli}Z`);
}

/** ELOOP is a link where a mail should be, which is no mail of ours. */
function orWhenMissing<T>(value: T): (error: unknown) => T {
  return (error) => {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ELOOP") return value;
    throw error;
  };
}
