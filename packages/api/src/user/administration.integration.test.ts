import {
  AuditLogs,
  Comments,
  newId,
  PostAuthors,
  Posts,
  Sessions,
  TwoFactors,
  Users,
} from "@quoin/db";
import { describe, expect } from "vitest";
import { type TestApi, test } from "../testing/index.ts";

const ghost = "0190b2f0-0000-7000-8000-000000000000";
const refusal = (code: string) => ({ cause: { code } });
const day = 86_400_000;
const admin = (api: TestApi) => api.make.user().admin().create();
const roleOf = async (api: TestApi, { id }: { id: string }) =>
  (await Users.select(api.db, { id }))[0]?.role;

describe("the list", () => {
  test("filters by role, kind and words, newest first", async ({ api }) => {
    const boss = await admin(api);
    const author = await api.make.user().author().named("Robin Galley").create();
    const banned = await api.make.user().banned().create();
    const backAgain = await api.make
      .user()
      .banned(new Date(Date.now() - 1_000))
      .create();
    const profile = await api.make.user().profile().with({ handle: "pat-tympan" }).create();
    const list = async (filter: Parameters<ReturnType<TestApi["as"]>["user"]["list"]>[0]) =>
      (await api.as(boss).user.list(filter)).items.map(({ id }) => id);

    expect(await list({})).toEqual([profile, backAgain, banned, author, boss].map(({ id }) => id));
    expect(await list({ role: "author" })).toEqual([author.id]);
    expect(await list({ kind: "suspended" })).toEqual([banned.id]);
    expect(await list({ kind: "profile" })).toEqual([profile.id]);
    expect(await list({ kind: "account" })).toEqual([backAgain.id, author.id, boss.id]);
    expect(await list({ q: "galley" })).toEqual([author.id]);
    expect(await list({ q: "tympan" })).toEqual([profile.id]);
    expect(await list({ q: banned.email })).toEqual([banned.id]);
    expect(await list({ q: "%" })).toEqual([]);
    expect(await api.as(boss).user.counts()).toEqual({
      reader: 2,
      author: 1,
      editor: 0,
      admin: 1,
      suspended: 1,
      profile: 1,
    });
  });

  test("one is read as the list tells of them, by admins alone", async ({ api }) => {
    const boss = await admin(api);
    const people = [
      await api.make.user().author().create(),
      await api.make.user().banned().create(),
      await api.make.user().profile().create(),
      await api.make
        .user()
        .banned(new Date(Date.now() - 1_000))
        .create(),
    ];
    const { items } = await api.as(boss).user.list({});
    for (const { id } of people)
      expect(await api.as(boss).user.byId({ id })).toEqual(items.find((item) => item.id === id));
    const editor = await api.make.user().editor().create();
    await expect(api.as(editor).user.byId({ id: editor.id })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(api.as(boss).user.byId({ id: ghost })).rejects.toMatchObject(refusal("not_found"));
  });

  test("shows a suspension that ran out as over, and turns its pages", async ({ api }) => {
    const boss = await admin(api);
    const [back] = await api.make
      .user()
      .banned(new Date(Date.now() - 1_000))
      .createMany(3);
    const first = await api.as(boss).user.list({ limit: 2 });
    const rest = await api.as(boss).user.list({ limit: 2, cursor: first.nextCursor });
    expect(rest.items.map(({ id, banned }) => [id, banned])).toEqual([
      [back!.id, false],
      [boss.id, false],
    ]);
    await expect(
      api.as(boss).user.list({ role: "admin", cursor: first.nextCursor }),
    ).rejects.toMatchObject(refusal("validation"));
  });
});

describe("accounts", () => {
  test("are made with a password, or with an invitation to choose one", async ({ api }) => {
    const boss = await admin(api);
    const made = await api.as(boss).user.create([
      { name: "Robin Galley", email: " Robin@Example.com ", role: "author" },
      { name: "Robin Galley", email: "kit@example.com", password: "a long enough one" },
    ]);
    expect(made).toMatchObject([
      { handle: "robin-galley", email: "robin@example.com", role: "author", invited: true },
      { handle: "robin-galley-2", role: "reader", invited: false },
    ]);
    const mails = await api.payloads("mail.requested");
    expect(mails).toMatchObject([{ to: "robin@example.com" }]);
    expect(JSON.stringify(mails)).toMatch(/\/welcome\?token=[\w-]{32}/);
    expect(JSON.stringify(await AuditLogs.select(api.db))).not.toContain("long enough");
  });

  test("an address that is taken is named, and nobody is made", async ({ api }) => {
    const boss = await admin(api);
    const fresh = { name: "New", email: "new@example.com" };
    const { create } = api.as(boss).user;
    await expect(create([fresh, { name: "Other", email: boss.email }])).rejects.toMatchObject({
      cause: { code: "conflict", details: [{ field: "email", issue: /has an account/ }] },
    });
    await expect(create([fresh, fresh])).rejects.toMatchObject(refusal("validation"));
    for (const wrong of [
      { ...fresh, email: "nowhere" },
      { ...fresh, email: `${"x".repeat(250)}@example.com` },
      { ...fresh, name: "\ud800" },
      { ...fresh, password: "short" },
      { ...fresh, password: "a\0 long password" },
    ])
      await expect(create([wrong])).rejects.toMatchObject(refusal("validation"));
    expect(await Users.select(api.db)).toHaveLength(1);
    expect(await api.queued()).toEqual([]);
  });
});

describe("an invitation", () => {
  const newcomer = { name: "Robin Galley", email: "robin@example.com", role: "editor" } as const;
  const password = "a long enough one";
  /** The newest mail's link, and who can follow it. */
  async function mailed(api: TestApi) {
    const [mail] = (await api.payloads("mail.requested")).slice(-1) as { text: string }[];
    const [address = ""] = /http\S+\/welcome\S+/.exec(mail?.text ?? "") ?? [];
    const url = new URL(address);
    const token = url.searchParams.get("token");
    const accept = () =>
      api.services.auth.acceptInvitation({ token, password }, { headers: new Headers() });
    return { url, accept };
  }

  test("leads to the newsroom or the site, and makes the account one's own", async ({ api }) => {
    const boss = await admin(api);
    const [made] = await api.as(boss).user.create([newcomer]);
    const { url, accept } = await mailed(api);
    expect(url.origin).toBe(new URL(api.services.urls.admin).origin);
    const [listed] = (await api.as(boss).user.list({ q: newcomer.email })).items;
    expect(listed).toMatchObject({ id: made!.id, emailVerified: false });
    expect(await accept()).toMatchObject({ ok: true, user: { id: made!.id, role: "editor" } });
    const [after] = (await api.as(boss).user.list({ q: newcomer.email })).items;
    expect(after).toMatchObject({ emailVerified: true });
    expect(await AuditLogs.select(api.db, { action: "user.invitation_accepted" })).toMatchObject([
      { actorId: made!.id, entityId: made!.id },
    ]);

    await api.as(boss).user.create([{ ...newcomer, email: "kit@example.com", role: "reader" }]);
    expect((await mailed(api)).url.origin).toBe(new URL(api.services.urls.web).origin);
  });

  test("is sent again, noted, until it is accepted", async ({ api }) => {
    const boss = await admin(api);
    const [made] = await api.as(boss).user.create([newcomer]);
    const first = await mailed(api);
    const ids = [made!.id];
    expect(await api.as(boss).user.invite({ ids })).toEqual([
      { id: made!.id, name: newcomer.name },
    ]);
    const second = await mailed(api);
    expect(second.url.href).not.toBe(first.url.href);
    expect(await AuditLogs.select(api.db, { action: "user.invited" })).toMatchObject([
      { actorId: boss.id, entityId: made!.id },
    ]);
    expect(await second.accept()).toMatchObject({ ok: true });
    expect(await first.accept()).toMatchObject({ ok: false, code: "INVALID_TOKEN" });
    await expect(api.as(boss).user.invite({ ids })).rejects.toMatchObject({
      cause: { code: "conflict", details: [{ issue: expect.stringContaining("in use") }] },
    });
  });

  test("is not for the suspended, profiles, the unknown: then nobody gets one", async ({ api }) => {
    const boss = await admin(api);
    const [made] = await api.as(boss).user.create([newcomer]);
    const { accept } = await mailed(api);
    const banned = await api.make.user().unverified().banned().create();
    const profile = await api.make.user().profile().create();
    const before = await api.payloads("mail.requested");
    for (const [id, code] of [
      [banned.id, "conflict"],
      [profile.id, "conflict"],
      [ghost, "not_found"],
    ] as const)
      await expect(api.as(boss).user.invite({ ids: [made!.id, id] })).rejects.toMatchObject(
        refusal(code),
      );
    expect(await api.payloads("mail.requested")).toEqual(before);

    await api.as(boss).user.ban({ ids: [made!.id], reason: "A mistake" });
    expect(await accept()).toMatchObject({ ok: false, code: "INVALID_TOKEN" });
    await api.as(boss).user.unban({ ids: [made!.id] });
    expect(await accept()).toMatchObject({ ok: true });
  });
});

test("two at once for one address: the later one meets a conflict, not a wrong input", async ({
  api,
}) => {
  const boss = await admin(api);
  const { promise: holds, resolve: hold } = Promise.withResolvers<void>();
  const { promise: ends, resolve: end } = Promise.withResolvers<void>();
  const email = "twice@example.com";
  const first = api.db.transaction(async (tx) => {
    await Users.insert(tx, [{ name: "First", email, handle: "first" }]);
    hold();
    await ends;
  });
  await holds;
  const later = Promise.allSettled([
    api.as(boss).user.create([{ name: "Later", email, role: "reader" }]),
  ]);
  const waiting = `select 1 from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  await expect.poll(async () => (await api.db.execute(waiting)).rows.length).toBe(1);
  end();
  await first;
  const refused = { code: "conflict", message: "This address has an account already." };
  expect(await later).toMatchObject([{ status: "rejected", reason: { cause: refused } }]);
});

describe("standing", () => {
  test("a role is given at once, and only who moved is returned", async ({ api }) => {
    const boss = await admin(api);
    const author = await api.make.user().author().create();
    const reader = await api.make.user().create();
    const { setRole } = api.as(boss).user;
    expect(await setRole({ ids: [reader.id, author.id], role: "author" })).toEqual([
      { id: reader.id, name: reader.name, role: "author", previous: "reader" },
    ]);
    expect(await roleOf(api, reader)).toBe("author");
    const [line] = await AuditLogs.select(api.db, { action: "user.role_changed" });
    expect(line).toMatchObject({ entityId: reader.id, details: { from: "reader", to: "author" } });
  });

  test("nobody changes their own role, an unknown one's or a profile's", async ({ api }) => {
    const boss = await admin(api);
    const reader = await api.make.user().create();
    const profile = await api.make.user().profile().create();
    const { setRole } = api.as(boss).user;
    const attempt = (...ids: string[]) => setRole({ ids, role: "editor" });
    await expect(attempt(reader.id, boss.id)).rejects.toMatchObject(refusal("not_allowed"));
    await expect(attempt(reader.id, ghost)).rejects.toMatchObject({
      cause: { code: "not_found", details: [{ issue: `${ghost} does not exist` }] },
    });
    await expect(attempt(reader.id, profile.id)).rejects.toMatchObject(refusal("conflict"));
    expect(await roleOf(api, reader)).toBe("reader");
  });

  test("two admins who demote each other at once leave one", async ({ api }) => {
    const [one, two] = await api.make.user().admin().createMany(2);
    const demote = (by: typeof one, whom: typeof one) =>
      api.as(by!).user.setRole({ ids: [whom!.id], role: "reader" });
    const outcomes = await Promise.allSettled([demote(one, two), demote(two, one)]);
    expect(outcomes.filter(({ status }) => status === "rejected")).toMatchObject([
      { reason: refusal("conflict") },
    ]);
    expect(await Users.select(api.db, { role: "admin" })).toHaveLength(1);
  });

  test("a suspension signs out and lasts until it ends", async ({ api }) => {
    const boss = await admin(api);
    const [reader, other] = await api.make.user().createMany(2);
    const session = (userId: string) => ({
      userId,
      token: newId(),
      expiresAt: new Date(Date.now() + day),
    });
    await Sessions.insert(api.db, [session(reader!.id), session(other!.id)]);
    const until = new Date(Date.now() + day);
    const { ban, unban } = api.as(boss).user;

    expect(await ban({ ids: [reader!.id], reason: "Spam", until })).toEqual([
      { id: reader!.id, name: reader!.name, banned: true, banReason: "Spam", banExpires: until },
    ]);
    const left = await Sessions.select(api.db);
    expect(left.map(({ userId }) => userId)).toEqual([other!.id]);

    const back = await unban({ ids: [other!.id, reader!.id] });
    expect(back).toMatchObject([{ id: reader!.id, banned: false, banReason: null }]);
    const log = await AuditLogs.select(api.db, { entityId: reader!.id });
    expect(log.map(({ action }) => action).toSorted()).toEqual([
      "user.reinstated",
      "user.suspended",
    ]);
  });

  test("nobody suspends themselves, a profile, the unknown, or in the past", async ({ api }) => {
    const boss = await admin(api);
    const reader = await api.make.user().create();
    const profile = await api.make.user().profile().create();
    const attempt = (ids: string[], more: { reason?: string; until?: Date } = {}) =>
      api.as(boss).user.ban({ ids, reason: "Spam", ...more });
    await expect(attempt([reader.id, boss.id])).rejects.toMatchObject(refusal("not_allowed"));
    await expect(attempt([reader.id, profile.id])).rejects.toMatchObject(refusal("conflict"));
    await expect(attempt([reader.id, ghost])).rejects.toMatchObject(refusal("not_found"));
    for (const more of [
      { until: new Date(Date.now() - 1_000) },
      { until: new Date(Number.NaN) },
      { until: new Date(8_640_000_000_000_000) },
      { reason: "" },
      { reason: "a\0b" },
      { reason: "x".repeat(501) },
    ])
      await expect(attempt([reader.id], more)).rejects.toMatchObject(refusal("validation"));
    await expect(api.as(boss).user.unban({ ids: [reader.id, ghost] })).rejects.toMatchObject(
      refusal("not_found"),
    );
    expect(await Users.select(api.db, { banned: true })).toEqual([]);
  });
});

describe("a profile", () => {
  test("is claimed with its posts, its place in bylines and its comments", async ({ api }) => {
    const boss = await admin(api);
    const user = await api.make.user().author().create();
    const profile = await api.make.user().profile().named("R. Galley").create();
    const other = await api.make.user().author().create();
    const updatedAt = new Date("2020-05-01T00:00:00Z");
    const own = await api.make.post().published().by(profile).with({ updatedAt }).create();
    const shared = await api.make.post().published().by(profile, other, user).create();
    const beside = await api.make.post().published().by(other, profile).create();
    await api.make.comment().approved().by(profile).create();

    const claimed = await api
      .as(boss)
      .user.claimProfile({ profileId: profile.id, userId: user.id });
    expect(claimed).toMatchObject({ user: { id: user.id }, postsMoved: 3 });
    expect(await Users.select(api.db, { id: profile.id })).toEqual([]);
    const bylineOf = async (postId: string) =>
      (await PostAuthors.select(api.db, { postId }))
        .toSorted((one, two) => one.position - two.position)
        .map(({ userId }) => userId);
    expect(await bylineOf(own.id)).toEqual([user.id]);
    expect(await bylineOf(shared.id)).toEqual([user.id, other.id]);
    expect(await bylineOf(beside.id)).toEqual([other.id, user.id]);
    const [row] = await Posts.select(api.db, { id: own.id });
    expect(row).toMatchObject({ authorId: user.id, updatedAt });
    expect(await Comments.select(api.db, { authorId: user.id })).toHaveLength(1);
    const list = await api.as(null).post.list({ author: user.handle });
    expect(list.items).toHaveLength(3);
  });

  test("is claimed by an account, once, and nobody else is", async ({ api }) => {
    const boss = await admin(api);
    const user = await api.make.user().create();
    const [one, two] = await api.make.user().profile().createMany(2);
    const claim = (profileId: string, userId: string) =>
      api.as(boss).user.claimProfile({ profileId, userId });
    await expect(claim(boss.id, user.id)).rejects.toMatchObject(refusal("conflict"));
    await expect(claim(one!.id, two!.id)).rejects.toMatchObject(refusal("conflict"));
    await expect(claim(one!.id, one!.id)).rejects.toMatchObject(refusal("conflict"));
    await expect(claim(one!.id, ghost)).rejects.toMatchObject(refusal("not_found"));
    const both = await Promise.allSettled([claim(one!.id, user.id), claim(one!.id, user.id)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });
});

test("only admins administer", async ({ api }) => {
  const reader = await api.make.user().create();
  const profile = await api.make.user().profile().create();
  const editor = await api.make.user().editor().create();
  const ids = [reader.id];
  for (const [user, code] of [
    [null, "UNAUTHORIZED"],
    [reader, "FORBIDDEN"],
    [editor, "FORBIDDEN"],
  ] as const) {
    const desk = api.as(user).user;
    for (const call of [
      () => desk.list({}),
      () => desk.counts(),
      () => desk.create([{ name: "New", email: "new@example.com" }]),
      () => desk.setRole({ ids, role: "admin" }),
      () => desk.ban({ ids, reason: "Spam" }),
      () => desk.unban({ ids }),
      () => desk.invite({ ids }),
      () => desk.claimProfile({ profileId: profile.id, userId: reader.id }),
    ])
      await expect(call()).rejects.toMatchObject({ code });
  }
  expect(await Users.select(api.db)).toHaveLength(3);
});

describe("resetting sign-in codes", () => {
  const withCodes = (api: TestApi, userId: string) =>
    TwoFactors.insert(api.db, [{ userId, secret: "sealed", confirmedAt: new Date() }]);
  const codesOf = (api: TestApi, userId: string) => TwoFactors.select(api.db, { userId });

  test("takes them off, says so by mail and in the log, and once", async ({ api }) => {
    const boss = await admin(api);
    const [one, other] = [await api.make.user().create(), await api.make.user().create()];
    await withCodes(api, one.id);
    const [listed] = (await api.as(boss).user.list({ q: one.email })).items;
    expect(listed?.twoFactor).toBe(true);

    const ids = [one.id, other.id];
    const reset = await api.as(boss).user.resetTwoFactor({ ids });
    expect(reset).toEqual([{ id: one.id, name: one.name }]);
    expect(await codesOf(api, one.id)).toEqual([]);
    expect(await api.as(boss).user.resetTwoFactor({ ids })).toEqual([]);
    expect(await api.payloads("mail.requested")).toEqual([
      expect.objectContaining({ to: one.email, subject: expect.stringContaining("reset") }),
    ]);
    const lines = await AuditLogs.select(api.db, { action: "user.two_factor_reset" });
    expect(lines.map(({ actorId, entityId }) => [actorId, entityId])).toEqual([[boss.id, one.id]]);
    const [after] = (await api.as(boss).user.list({ q: one.email })).items;
    expect(after?.twoFactor).toBe(false);
  });

  test("is for admins, never for themselves, and of people who exist", async ({ api }) => {
    const boss = await admin(api);
    const editor = await api.make.user().editor().create();
    await withCodes(api, boss.id);
    const reset = (who: Parameters<TestApi["as"]>[0], id: string) =>
      api.as(who).user.resetTwoFactor({ ids: [id] });
    await expect(reset(editor, boss.id)).rejects.toMatchObject(refusal("not_allowed"));
    await expect(reset(null, boss.id)).rejects.toMatchObject(refusal("unauthenticated"));
    await expect(reset(boss, boss.id)).rejects.toMatchObject(refusal("not_allowed"));
    await expect(reset(boss, ghost)).rejects.toMatchObject(refusal("not_found"));
    expect(await codesOf(api, boss.id)).toHaveLength(1);
  });
});
