import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:net";
import PostalMime from "postal-mime";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { expect, test } from "vitest";
import { createMailer, isRefusal } from "./index.ts";

/** A real SMTP server that keeps what it receives. */
async function smtpSink(options: SMTPServerOptions = {}) {
  const received: { to: string[]; raw: Buffer }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    onData(stream, session, callback) {
      stream.on("error", callback);
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        received.push({ to, raw: Buffer.concat(chunks) });
        callback(null);
      });
    },
    ...options,
  });
  server.on("error", () => {});
  const port = await listen(server.server);
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address: AddressInfo | string | null = server.address();
      resolve(address !== null && typeof address === "object" ? address.port : 0);
    });
  });
}

const from = "Quoin Review <no-reply@quoin.example>";
const mail = { to: "jo@example.com", subject: "Grüße", text: "Hello\n", html: "<p>Hello</p>" };
const mailerTo = (smtpUrl: string) => createMailer({ smtpUrl, from, outboxDir: "/nonexistent" });

test("a mail arrives as written, over one connection for many", async () => {
  const connections = new Set<string>();
  const sink = await smtpSink({
    onConnect(session, callback) {
      connections.add(session.id);
      callback();
    },
  });
  const mailer = mailerTo(sink.url);
  await Promise.all(Array.from({ length: 6 }, () => mailer.send(mail)));
  await mailer.close();
  await sink.close();
  expect(sink.received).toHaveLength(6);
  expect(connections.size).toBeLessThanOrEqual(2);
  expect(sink.received[0]?.to).toEqual(["jo@example.com"]);
  const read = await PostalMime.parse(sink.received[0]?.raw ?? "");
  expect(read).toMatchObject({
    subject: "Grüße",
    from: { name: "Quoin Review", address: "no-reply@quoin.example" },
    html: expect.stringContaining("<p>Hello</p>"),
  });
  expect(read.headers).toContainEqual(
    expect.objectContaining({ key: "auto-submitted", value: "auto-generated" }),
  );
});

test("the same key gives the same Message-ID", async () => {
  const sink = await smtpSink();
  const mailer = mailerTo(sink.url);
  await mailer.send(mail, "job-1");
  await mailer.send(mail, "job-1");
  await mailer.send(mail, "job-2");
  await mailer.close();
  await sink.close();
  const parsed = await Promise.all(sink.received.map(({ raw }) => PostalMime.parse(raw)));
  const [first, again, other] = parsed.map((read) => read.messageId);
  expect(first).toMatch(/@quoin\.example>$/);
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

test("credentials in the address are used", async () => {
  const sink = await smtpSink({
    authOptional: false,
    onAuth: ({ username, password }, _session, callback) =>
      username === "quoin" && password === "p@ss"
        ? callback(null, { user: username })
        : callback(new Error("wrong password")),
  });
  const right = mailerTo(sink.url.replace("//", "//quoin:p%40ss@"));
  await right.send(mail);
  await right.close();
  const wrong = mailerTo(sink.url.replace("//", "//quoin:guess@"));
  await expect(wrong.send(mail)).rejects.toThrow("wrong password");
  await wrong.close();
  await sink.close();
  expect(sink.received).toHaveLength(1);
});

test("a refusal for ever is told apart from a bad moment", async () => {
  const answers = [550, 451];
  const sink = await smtpSink({
    onRcptTo: (_address, _session, callback) =>
      callback(Object.assign(new Error("no"), { responseCode: answers.shift() ?? 550 })),
  });
  const mailer = mailerTo(sink.url);
  const failures: unknown[] = [];
  for (const { to } of [mail, mail, { to: "no address" }])
    await mailer.send({ ...mail, to }).catch((error: unknown) => failures.push(error));
  await mailer.close();
  await sink.close();
  expect(failures.map(isRefusal)).toEqual([true, false, true]);
  expect(isRefusal("not an error")).toBe(false);
});

test("a server that is gone is an error", async () => {
  const sink = await smtpSink();
  await sink.close();
  const mailer = mailerTo(sink.url);
  await expect(mailer.send(mail)).rejects.toThrow("ECONNREFUSED");
  await mailer.close();
});

test("a server that never greets does not hang the sender", async () => {
  const silent = createServer(() => {});
  const port = await listen(silent);
  const mailer = mailerTo(`smtp://127.0.0.1:${port}`);
  await expect(mailer.send(mail)).rejects.toThrow("Greeting never received");
  await mailer.close();
  silent.close();
}, 15_000);
