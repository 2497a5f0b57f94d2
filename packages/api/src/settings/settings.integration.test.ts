import { AuditLogs, Settings } from "@quoin/db";
import { expect } from "vitest";
import { test } from "../testing/index.ts";
import { isSignUpOpen, publication } from "./service.ts";

const refusal = (code: string) => ({ cause: { code } });

test("a new publication has settings before anybody made any", async ({ api }) => {
  await api.make.post().published().createMany(2);
  await api.make.post().draft().create();
  const reads = await Promise.all([1, 2, 3].map(() => api.as(null).settings.get()));
  expect(reads[0]).toEqual({
    title: "A new publication",
    tagline: "",
    description: "",
    locale: "en",
    timeZone: "UTC",
    commentsOpen: true,
    signUpOpen: true,
    postCount: 2,
  });
  expect(await Settings.select(api.db)).toHaveLength(1);
});

test("of several who ask first at once, one makes the row", async ({ api }) => {
  const made = await Promise.all([1, 2, 3, 4].map(() => publication(api.db, "http://x.test")));
  expect(new Set(made.map(({ name }) => name)).size).toBe(1);
  expect(await Settings.select(api.db)).toHaveLength(1);
});

test("what is named changes, in the way it is written everywhere else", async ({ api }) => {
  const admin = await api.make.user().admin().create();
  const { update } = api.as(admin).settings;
  expect(await api.as(null).settings.get()).toMatchObject({ locale: "en" });

  const saved = await update({
    title: " The Long Shelf ",
    locale: "de-at",
    timeZone: "europe/vienna",
    signUpOpen: false,
  });
  expect(saved).toMatchObject({
    title: "The Long Shelf",
    tagline: "",
    locale: "de-AT",
    timeZone: "Europe/Vienna",
    commentsOpen: true,
    signUpOpen: false,
  });
  await expect.poll(() => api.as(null).settings.get()).toEqual(saved);
  expect(await isSignUpOpen(api.db)).toBe(false);
  expect(await publication(api.db, "http://web.test")).toEqual({
    name: "The Long Shelf",
    url: "http://web.test",
  });

  await update({ locale: "de-AT" });
  await update({});
  const log = await AuditLogs.select(api.db, { action: "settings.updated" });
  expect(log).toHaveLength(1);
  expect(log[0]?.details).toMatchObject({
    changed: ["title", "locale", "timeZone", "signUpOpen"],
  });
});

test("what does not exist or cannot be stored is refused", async ({ api }) => {
  const admin = await api.make.user().admin().create();
  for (const wrong of [
    { title: "" },
    { title: "x".repeat(101) },
    { title: "a\0b" },
    { tagline: "\ud800" },
    { description: "x".repeat(501) },
    { locale: "x" },
    { locale: "en_US" },
    { locale: "xx-YY" },
    { locale: "e\0n" },
    { timeZone: "Mars/Olympus" },
    { timeZone: "+01:00" },
    { timeZone: "" },
  ])
    await expect(api.as(admin).settings.update(wrong)).rejects.toMatchObject({
      code: "BAD_REQUEST",
      message: expect.stringMatching(`^${Object.keys(wrong)[0]}: `),
    });
});

test("only admins change them", async ({ api }) => {
  const editor = await api.make.user().editor().create();
  await expect(api.as(null).settings.update({ title: "Ours" })).rejects.toMatchObject({
    code: "UNAUTHORIZED",
  });
  await expect(api.as(editor).settings.update({ title: "Ours" })).rejects.toMatchObject(
    refusal("not_allowed"),
  );
});
