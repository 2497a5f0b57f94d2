import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Verifications } from "@quoin/db";
import { expect } from "vitest";
import { test } from "../testing/index.ts";
import { keepHouse } from "./service.ts";

const day = 86_400_000;

test("what has expired goes, mails in the data folder included, and nothing else", async ({
  api,
}) => {
  const { mailer } = api.open;
  const letter = { to: "ash@example.com", subject: "Hello", text: "Hello" };
  await mailer.send(letter);
  const expiresAt = new Date(Date.now() + 10 * day);
  await Verifications.insert(api.db, [{ identifier: "a", value: "b", expiresAt }]);
  const after = (days: number) =>
    keepHouse(api.ctx(null, { now: () => new Date(Date.now() + days * day) }), mailer);
  const kept = async () => (await readdir(join(api.settings.dataDir, "outbox"))).length;

  expect(await after(9)).toEqual({ rows: 0, mails: 0 });
  expect(await after(29)).toEqual({ rows: 1, mails: 0 });
  expect(await kept()).toBe(1);
  expect(await after(31)).toEqual({ rows: 0, mails: 1 });
  expect(await kept()).toBe(0);
  expect(await after(31)).toEqual({ rows: 0, mails: 0 });
});
