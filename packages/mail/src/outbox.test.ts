import { mkdtemp, readdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { test as base, expect } from "vitest";
import { createMailer, readOutbox } from "./index.ts";
import { newMailId, writeToOutbox } from "./outbox.ts";

const test = base.extend<{ dir: string }>({
  // oxlint-disable-next-line no-empty-pattern -- the form vitest asks for
  dir: async ({}, use) => {
    const dir = await mkdtemp(join(tmpdir(), "quoin-mail-"));
    await use(join(dir, "outbox"));
    await rm(dir, { recursive: true });
  },
});

const mail = {
  to: "jo@example.com",
  subject: "Grüße 👋",
  text: "Hello Jo\n",
  html: "<p>Hello</p>",
};
const mailerTo = (outboxDir: string) =>
  createMailer({ from: "Quoin Review <no-reply@quoin.example>", outboxDir });

test("a sent mail can be listed and read", async ({ dir }) => {
  const before = Date.now();
  const { id } = await mailerTo(dir).send(mail);
  const outbox = readOutbox(dir);
  const read = await outbox.get(id);
  expect(read).toMatchObject({
    id,
    from: "Quoin Review <no-reply@quoin.example>",
    to: "jo@example.com",
    subject: "Grüße 👋",
    html: expect.stringContaining("<p>Hello</p>"),
  });
  expect(read?.text.trim()).toBe("Hello Jo");
  expect(read?.date.getTime()).toBeGreaterThanOrEqual(before);
  const { items, nextCursor } = await outbox.list();
  expect(items).toEqual([
    { id, from: read?.from, to: read?.to, subject: read?.subject, date: read?.date },
  ]);
  expect(nextCursor).toBeNull();
});

test("its file is private, and nothing else is left in the folder", async ({ dir }) => {
  const { id } = await mailerTo(dir).send(mail);
  expect(await readdir(dir)).toEqual([`${id}.eml`]);
  expect((await stat(join(dir, `${id}.eml`))).mode & 0o777).toBe(0o600);
});

test("one key, one mail", async ({ dir }) => {
  const mailer = mailerTo(dir);
  const first = await mailer.send(mail, "job-1");
  expect(await mailer.send(mail, "job-1")).toEqual(first);
  await mailer.send(mail, "job-2");
  expect(await readdir(dir)).toHaveLength(2);
  await mailer.close();
});

test("pages go from new to old and end", async ({ dir }) => {
  const ids: string[] = [];
  for (let minute = 10; minute < 17; minute++) {
    const id = newMailId(undefined, new Date(`2026-11-20T12:${minute}:00Z`));
    await writeToOutbox(dir, id, Buffer.from(`Subject: ${minute}\r\n\r\nx`));
    ids.push(id);
  }
  const outbox = readOutbox(dir);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await outbox.list({ limit: 3, cursor });
    seen.push(...page.items.map((item) => item.id));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toEqual(ids.toReversed());
  expect((await outbox.list({ limit: Number.NaN })).items).toHaveLength(1);
  expect((await outbox.list({ limit: 1e9 })).items).toHaveLength(7);
});

test("a folder that does not exist is empty", async ({ dir }) => {
  expect(await readOutbox(dir).list()).toEqual({ items: [], nextCursor: null });
  expect(await readOutbox(dir).get(newMailId(undefined))).toBeNull();
});

test("files that are not ours, links and malformed mails do no harm", async ({ dir }) => {
  const { id } = await mailerTo(dir).send(mail);
  const linked = newMailId("link");
  const broken = newMailId("broken");
  await writeFile(join(dir, "notes.txt"), "x");
  await writeFile(join(dir, `${broken}.eml`), Buffer.from([0xff, 0, 0xfe]));
  await symlink("/etc/hostname", join(dir, `${linked}.eml`));
  const outbox = readOutbox(dir);
  expect(await outbox.get(linked)).toBeNull();
  expect(await outbox.get(broken)).toMatchObject({ subject: "", html: null });
  expect((await outbox.list()).items.map((item) => item.id)).toEqual(
    [broken, id].toSorted().toReversed(),
  );
});

test.for(["../../etc/passwd", "..%2f", "", "x", "20261120T120000000Z-0123456789abcdef/.."])(
  "the id %j finds nothing",
  async (id, { dir }) => {
    await mailerTo(dir).send(mail);
    expect(await readOutbox(dir).get(id)).toBeNull();
  },
);

test("any cursor is harmless", async ({ dir }) => {
  await mailerTo(dir).send(mail);
  await fc.assert(
    fc.asyncProperty(fc.string(), async (cursor) => {
      const { items } = await readOutbox(dir).list({ cursor });
      expect(items.length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 50 },
  );
});

test("a mail that must not be sent leaves nothing behind", async ({ dir }) => {
  await expect(mailerTo(dir).send({ ...mail, to: "jo@example.com\nBcc: x@y.z" })).rejects.toThrow(
    "one line",
  );
  expect((await readOutbox(dir).list()).items).toEqual([]);
});

test("an outbox that cannot be written is an error, not a lost mail", async ({ dir }) => {
  await writeFile(dir, "a file where the folder should be");
  await expect(mailerTo(dir).send(mail)).rejects.toThrow(/EEXIST|ENOTDIR/);
});

test("what is old goes, and what the mailer did not write stays", async ({ dir }) => {
  const raw = Buffer.from("Subject: x\r\n\r\nx");
  const [old, fresh] = [new Date("2026-10-01T00:00:00Z"), new Date("2026-11-01T00:00:00Z")];
  const ids = [old, fresh].map((at) => newMailId(undefined, at));
  for (const id of ids) {
    await writeToOutbox(dir, id, raw);
    await writeFile(join(dir, `.${id}.draft`), raw);
  }
  for (const name of ["notes.eml", "20261001.eml", "keys.txt", ".hidden.draft"])
    await writeFile(join(dir, name), raw);
  const now = new Date("2026-11-20T00:00:00Z");

  const short = createMailer({ from: "a@quoin.example", outboxDir: dir, keepDays: 60 });
  expect(await short.sweep(now)).toBe(0);
  expect(await mailerTo(dir).sweep(now)).toBe(2);
  expect((await readdir(dir)).toSorted()).toEqual(
    [
      `.${ids[1]}.draft`,
      ".hidden.draft",
      "20261001.eml",
      `${ids[1]}.eml`,
      "keys.txt",
      "notes.eml",
    ].toSorted(),
  );
  expect(await mailerTo(dir).sweep(now)).toBe(0);
  expect(await mailerTo(join(dir, "missing")).sweep(now)).toBe(0);
});

test("mails from before there was a server go too", async ({ dir }) => {
  const { id } = await mailerTo(dir).send(mail);
  const smtpUrl = "smtp://127.0.0.1:1";
  const mailer = createMailer({ smtpUrl, from: "a@quoin.example", outboxDir: dir });
  expect(await mailer.sweep(new Date(Date.now() + 31 * 86_400_000))).toBe(1);
  expect(await readOutbox(dir).get(id)).toBeNull();
  await mailer.close();
});
