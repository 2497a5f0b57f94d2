import { expect, test } from "vitest";
import { welcome } from "./welcome.ts";

const facts = {
  mode: "start",
  webUrl: "http://localhost:3000",
  adminUrl: "http://localhost:3001",
  ownerEmail: "owner@localhost.test",
  password: "abcde-fghij",
  dataDir: "/repo/.quoin",
  root: "/repo",
  elapsed: "41.0 s",
} as const;

test("the first start tells everything that is needed to sign in", () => {
  const text = welcome(facts);
  for (const fact of [facts.webUrl, facts.adminUrl, facts.ownerEmail, facts.password, "Ctrl-C"])
    expect(text).toContain(fact);
  expect(text).toContain(".quoin (logs in .quoin/logs)");
});

test("a later start keeps the password to itself, and a folder elsewhere is named whole", () => {
  const text = welcome({ ...facts, password: undefined, dataDir: "/var/lib/quoin" });
  expect(text).not.toContain("Password");
  expect(text).toContain("/var/lib/quoin");
});
