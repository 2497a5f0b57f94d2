import { AuditLogs, newId, Sessions, Users } from "@quoin/db";
import { describe, expect } from "vitest";
import { type TestApi, test } from "../testing/index.ts";

const ghost = "0190b2f0-0000-7000-8000-000000000000";
const refusal = (code: string) => ({ cause: { code } });
const day = 86_400_000;

async function signIn(api: TestApi, user: { id: string }, expiresAt = new Date(Date.now() + day)) {
  const row = { userId: user.id, token: newId(), expiresAt, ipAddress: "192.0.2.7" };
  const [session] = await Sessions.insert(api.db, [row]);
  return session!;
}

describe("oneself", () => {
  test("nobody is null, and somebody is who they are", async ({ api }) => {
    const reader = await api.make.user().with({ bio: "Prints things" }).create();
    expect(await api.as(null).user.me()).toBeNull();
    expect(await api.as(reader).user.me()).toEqual({
      id: reader.id,
      name: reader.name,
      email: reader.email,
      emailVerified: true,
      handle: reader.handle,
      role: "reader",
      bio: "Prints things",
      image: null,
      impersonated: false,
    });
    const session = { id: newId(), expiresAt: new Date(), impersonatedBy: newId() };
    expect(await api.as(reader, { session }).user.me()).toMatchObject({ impersonated: true });
  });

  test("a face is changed in what is named alone, and nothing else with it", async ({ api }) => {
    const reader = await api.make.user().create();
    const more = { role: "admin", email: "x@example.com", emailVerified: false, banned: true };
    const me = await api.as(reader).user.updateProfile({ name: " \u202e Ash\u2069 ", ...more });
    expect(me).toMatchObject({ name: "Ash", handle: reader.handle, role: "reader" });
    await api.as(reader).user.updateProfile({ bio: "Hello", handle: "Ash-Bodkin" });

    const [row] = await Users.select(api.db, { id: reader.id });
    expect(row).toMatchObject({
      name: "Ash",
      bio: "Hello",
      handle: "ash-bodkin",
      role: "reader",
      email: reader.email,
      emailVerified: true,
      banned: false,
    });
    await api.as(reader).user.updateProfile({ name: "Ash" });
    const log = await AuditLogs.select(api.db, { action: "user.updated" });
    expect(log.map(({ details }) => details)).toEqual(
      expect.arrayContaining([{ changed: ["name"] }, { changed: ["bio", "handle"] }]),
    );
    expect(log).toHaveLength(2);
  });

  test("an author's former handle stays theirs, and they may have it back", async ({ api }) => {
    const [ada, eve] = await api.make.user().author().createMany(2);
    await api.as(ada!).user.updateProfile({ handle: "ada-of-now" });
    const take = (user: typeof ada) => api.as(user!).user.updateProfile({ handle: ada!.handle });
    await expect(take(eve)).rejects.toMatchObject({
      cause: { code: "conflict", details: [{ field: "handle" }] },
    });
    expect(await take(ada)).toMatchObject({ handle: ada!.handle });
  });

  test("a handle is one person's; what cannot be stored is refused", async ({ api }) => {
    const [one, two] = await api.make.user().createMany(2);
    const edit = api.as(one!).user.updateProfile;
    await expect(edit({ handle: two!.handle })).rejects.toMatchObject({
      cause: { code: "conflict", details: [{ field: "handle" }] },
    });
    const wrong = [
      { name: "" },
      { name: "a\0b" },
      { name: "\u200b\u2060" },
      { name: "a\uffff" },
      { name: "Visit https://spam.example now" },
      { name: "<b>Ash" },
      { name: "\ud800" },
      { name: "x".repeat(121) },
      { bio: "x".repeat(501) },
      { handle: "x".repeat(65) },
      { handle: "a b" },
      { handle: "" },
    ];
    for (const fields of wrong)
      await expect(edit(fields)).rejects.toMatchObject(refusal("validation"));
    await expect(api.as(null).user.updateProfile({ name: "Ash" })).rejects.toMatchObject({
      code: "UNAUTHORIZED",
    });
  });

  test("sessions are one's own to see and to end", async ({ api }) => {
    const [reader, stranger] = await api.make.user().createMany(2);
    const here = await signIn(api, reader!);
    const there = await signIn(api, reader!);
    const over = await signIn(api, reader!, new Date(Date.now() - 1_000));
    const theirs = await signIn(api, stranger!);
    const session = { id: here.id, expiresAt: here.expiresAt, impersonatedBy: null };
    const { sessions, revokeSessions } = api.as(reader!, { session }).user;

    const lines = await sessions();
    expect(new Map(lines.map(({ id, current }) => [id, current]))).toEqual(
      new Map([
        [here.id, true],
        [there.id, false],
      ]),
    );
    expect(JSON.stringify(lines)).not.toContain(here.token);

    for (const foreign of [theirs.id, ghost])
      await expect(revokeSessions({ ids: [there.id, foreign] })).rejects.toMatchObject({
        cause: { code: "not_found", details: [{ issue: `${foreign} does not exist` }] },
      });
    expect(await revokeSessions({ ids: [there.id] })).toEqual([{ id: there.id }]);
    const left = await Sessions.select(api.db, {}, { columns: ["id"] });
    expect(left.map(({ id }) => id).toSorted()).toEqual([here.id, over.id, theirs.id].toSorted());
    await expect(api.as(null).user.sessions()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    await expect(api.as(null).user.revokeSessions({ ids: [here.id] })).rejects.toMatchObject({
      code: "UNAUTHORIZED",
    });
  });
});

test("an admin who acts as somebody ends none of their sessions", async ({ api }) => {
  const [reader] = await api.make.user().createMany(1);
  const admin = await api.make.user().admin().create();
  const own = await signIn(api, reader!);
  const acting = await signIn(api, reader!);
  const session = { id: acting.id, expiresAt: acting.expiresAt, impersonatedBy: admin.id };
  const { revokeSessions } = api.as(reader!, { session }).user;
  for (const id of [own.id, acting.id])
    await expect(revokeSessions({ ids: [id] })).rejects.toMatchObject({
      cause: { code: "not_allowed", message: "Only the owner of an account ends its sessions" },
    });
  expect(await Sessions.select(api.db, { userId: reader!.id })).toHaveLength(2);
});

describe("others", () => {
  test("whoever writes or has written has a page, without private facts", async ({ api }) => {
    const author = await api.make.user().author().with({ bio: "Writes" }).create();
    const profile = await api.make.user().profile().create();
    await api.make.post().published().by(profile).create();
    const reader = await api.make.user().create();
    const { byHandle } = api.as(null).user;

    expect(await byHandle({ handle: author.handle })).toEqual({
      id: author.id,
      name: author.name,
      handle: author.handle,
      bio: "Writes",
      image: null,
      postCount: 0,
    });
    expect(await byHandle({ handle: profile.handle })).toMatchObject({ postCount: 1 });
    for (const handle of [reader.handle, "nobody"])
      await expect(byHandle({ handle })).rejects.toMatchObject(refusal("not_found"));
    await expect(byHandle({ handle: "\0" })).rejects.toMatchObject(refusal("validation"));
  });

  test("editors find people for a byline", async ({ api }) => {
    const editor = await api.make.user().editor().named("Kit Folio").create();
    await api.make.user().author().named("Robin Galley").create();
    await api.make.user().profile().named("Galley Robinson").create();
    await api.make.user().named("Robin Reader").create();
    const found = await api.as(editor).user.suggest({ q: "robin" });
    expect(found.map(({ name, isProfile }) => [name, isProfile])).toEqual([
      ["Robin Galley", false],
      ["Galley Robinson", true],
    ]);
    const author = await api.make.user().author().create();
    await expect(api.as(author).user.suggest({ q: "robin" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(api.as(editor).user.suggest({ q: "a\0" })).rejects.toMatchObject(
      refusal("validation"),
    );
  });
});
