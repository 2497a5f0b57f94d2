import { hasRole, type Role } from "@quoin/auth";
import { ApiKeys, Comments, Posts, takeFirst, type User, Users } from "@quoin/db";
import { describe, expect, test as plain } from "vitest";
import { exampleOf } from "./rest/example.ts";
import { jsonSchemaOf } from "./rest/json-schema.ts";
import { type Operation, operationsOf, proceduresOf } from "./rest/operations.ts";
import { appRouter, type Caller } from "./root.ts";
import { type TestApi, test } from "./testing/index.ts";

/*
 * Who may do what, over every procedure, every address, every role and every kind of credential, and
 * for what is somebody's own over whose it is and in which state. What is written here is the promise;
 * the router has to agree with it, and a procedure that is not listed fails.
 */

const access: Readonly<Record<string, Role | "public">> = {
  "audit.list": "admin",
  "category.bySlug": "public",
  "category.create": "editor",
  "category.delete": "editor",
  "category.list": "public",
  "category.reorder": "editor",
  "category.update": "editor",
  "comment.approve": "editor",
  "comment.byId": "public",
  "comment.counts": "editor",
  "comment.create": "reader",
  "comment.list": "public",
  "comment.markSpam": "editor",
  "comment.mine": "reader",
  "comment.queue": "editor",
  "comment.remove": "editor",
  "comment.replies": "public",
  "comment.restore": "editor",
  "comment.withdraw": "reader",
  "dashboard.summary": "author",
  "key.byId": "reader",
  "key.create": "reader",
  "key.list": "reader",
  "key.revoke": "reader",
  "outbox.byId": "admin",
  "outbox.list": "admin",
  "post.archive": "author",
  "post.byId": "author",
  "post.bySlug": "public",
  "post.counts": "author",
  "post.create": "author",
  "post.delete": "author",
  "post.feed": "public",
  "post.import": "editor",
  "post.list": "public",
  "post.manage": "author",
  "post.preview": "author",
  "post.publish": "author",
  "post.read": "public",
  "post.resolvePath": "public",
  "post.schedule": "author",
  "post.search": "public",
  "post.source": "public",
  "post.unpublish": "author",
  "post.update": "author",
  "settings.get": "public",
  "settings.update": "admin",
  "tag.bySlug": "public",
  "tag.create": "editor",
  "tag.delete": "editor",
  "tag.list": "public",
  "tag.merge": "editor",
  "tag.popular": "public",
  "tag.suggest": "author",
  "tag.update": "editor",
  "user.ban": "admin",
  "user.byHandle": "public",
  "user.byId": "admin",
  "user.claimProfile": "admin",
  "user.counts": "admin",
  "user.create": "admin",
  "user.invite": "admin",
  "user.list": "admin",
  "user.me": "public",
  "user.resetTwoFactor": "admin",
  "user.revokeSessions": "reader",
  "user.sessions": "reader",
  "user.setRole": "admin",
  "user.suggest": "editor",
  "user.unban": "admin",
  "user.updateProfile": "reader",
};

/** What a token of `POST /api/auth/token` does not open, whoever asked for it: keys, mails, who somebody is. */
const closedToTokens = new Set([
  "key.byId",
  "key.create",
  "key.list",
  "key.revoke",
  "outbox.byId",
  "user.ban",
  "user.claimProfile",
  "user.create",
  "user.invite",
  "user.resetTwoFactor",
  "user.revokeSessions",
  "user.sessions",
  "user.setRole",
  "user.unban",
  "user.updateProfile",
]);
/** What no API key opens either, whatever its scopes: mails hold links that sign people in. */
const closedToKeys = new Set(["outbox.byId"]);
const closedTo: Partial<Record<Kind, ReadonlySet<string>>> = {
  token: closedToTokens,
  key: closedToKeys,
};

/** Where it matters whose the record is; each has its cases below. */
const owned = new Set([
  "comment.byId",
  "comment.withdraw",
  "key.byId",
  "key.revoke",
  "post.archive",
  "post.byId",
  "post.delete",
  "post.publish",
  "post.schedule",
  "post.unpublish",
  "post.update",
  "user.revokeSessions",
]);

/** Those that name records and where the role alone decides. */
const decidedByRole = new Set([
  "category.delete",
  "category.reorder",
  "category.update",
  "comment.approve",
  "comment.create",
  "comment.list",
  "comment.markSpam",
  "comment.mine",
  "comment.remove",
  "comment.replies",
  "comment.restore",
  "outbox.byId",
  "post.read",
  "tag.delete",
  "tag.merge",
  "tag.update",
  "user.ban",
  "user.byId",
  "user.claimProfile",
  "user.invite",
  "user.resetTwoFactor",
  "user.setRole",
  "user.unban",
]);

const procedures = proceduresOf(appRouter);
const operations = operationsOf(appRouter);
const roles = ["reader", "author", "editor", "admin"] as const;
const kinds = ["cookie", "bearer", "token", "key"] as const;
type Kind = (typeof kinds)[number];

plain("every procedure is listed with who may call it, and asks for it", () => {
  const found = procedures.map(({ name, meta }) => [name, meta.access]);
  expect(Object.fromEntries(found)).toEqual(access);
});

plain("of every procedure that names records it is known whether it matters whose they are", () => {
  const names = procedures
    .filter(({ input }) => {
      const schema = input && jsonSchemaOf(input, "input");
      const fields = schema?.items?.properties ?? schema?.properties ?? {};
      return Object.keys(fields).some((field) => /^(id|ids|\w+Id|\w+Ids)$/.test(field));
    })
    .map(({ name }) => name);
  const known = new Set([...owned, ...decidedByRole]);
  // What is made names others, and a filter by a person shows nothing that was not shown before.
  const others = new Set(["post.create", "audit.list"]);
  expect(names.filter((name) => !known.has(name) && !others.has(name))).toEqual([]);
});

type Sent = Readonly<Record<string, string>>;
const phrase = "a pass phrase of their own";
const at = "http://localhost:3000";

/** The headers with which somebody of that role asks, for each kind of credential. */
async function credentialsOf(api: TestApi, role: Role): Promise<Record<Kind, Sent>> {
  const admin = await api.make.user().admin().create();
  const email = `${role}@example.com`;
  await api.as(admin).user.create([{ name: "Kit", email, role, password: phrase }]);
  const user = takeFirst(await Users.select(api.db, { email }));
  const post = (path: string, body: object, headers: Sent = {}) =>
    api.handler(
      new Request(at + path, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json", origin: at },
        body: JSON.stringify(body),
      }),
    );
  const signedIn = await post("/api/auth/sign-in/email", { email, password: phrase });
  const { token } = (await signedIn.json()) as { token: string };
  const cookie = signedIn.headers.getSetCookie().map((line) => line.split(";")[0] ?? "")[0] ?? "";
  const minted = await post("/api/auth/token", {}, { cookie });
  const jwt = (await minted.json()) as { token: string };
  const { key } = await api.as(user).key.create({ name: "Matrix", role });
  return {
    cookie: { cookie, origin: at },
    bearer: { authorization: `Bearer ${token}` },
    token: { authorization: `Bearer ${jwt.token}` },
    key: { "x-api-key": key },
  };
}

/** A call with an input that no procedure takes: who may call is refused for that, after the question. */
function wrongCall(name: string, type: string, headers: Sent): Request {
  const url = `${at}/api/trpc/${name}`;
  return type === "mutation"
    ? new Request(url, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: '{"json":0}',
      })
    : new Request(`${url}?input=${encodeURIComponent('{"json":0}')}`, { headers });
}

/** A request to an address about records that are not there. */
function restRequest(operation: Operation, headers: Sent): Request {
  const { path, method, body, fields, when } = operation;
  const nowhere = "01900000-0000-7000-8000-00000000dead";
  const example = (name: string) => {
    const field = fields[name];
    return field && exampleOf(jsonSchemaOf(field, "input"), name);
  };
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    /id$/i.test(name) ? nowhere : "nowhere",
  );
  const query = when === undefined ? "" : `?${when}=${String(example(when))}`;
  const sent = body && Object.fromEntries(body.required.map((name) => [name, example(name)]));
  return new Request(`${at}/api/v1${filled}${query}`, {
    method,
    headers: { ...headers, ...(sent && { "content-type": "application/json" }) },
    ...(sent && { body: JSON.stringify(sent) }),
  });
}

describe.each(roles)("as %s", (role) => {
  test(
    "each kind of credential opens what the role may, and nothing else",
    {
      timeout: 120_000,
    },
    async ({ api }) => {
      const held = await credentialsOf(api, role);
      const wrong: string[] = [];
      const check = async (what: string, kind: Kind, procedure: string, request: Request) => {
        const { status, body } = await api.handler(request);
        await body?.cancel();
        const needs = access[procedure] ?? "admin";
        const may = (needs === "public" || hasRole(role, needs)) && !closedTo[kind]?.has(procedure);
        if ((status !== 401 && status !== 403) !== may) wrong.push(`${what}: ${status}`);
      };
      for (const kind of kinds) {
        for (const { name, type } of procedures)
          await check(`${name} by ${kind}`, kind, name, wrongCall(name, type, held[kind]));
        for (const operation of operations) {
          const { method, path, procedure } = operation;
          const request = restRequest(operation, held[kind]);
          await check(`${method} ${path} by ${kind}`, kind, procedure, request);
        }
      }
      expect(wrong).toEqual([]);
    },
  );
});

test("nobody reaches more than what is public, and is told to sign in", async ({ api }) => {
  const wrong: string[] = [];
  const check = async (what: string, needs: Role | "public", request: Request) => {
    const { status, body } = await api.handler(request);
    await body?.cancel();
    if ((status === 401) !== (needs !== "public")) wrong.push(`${what}: ${status}`);
  };
  for (const { name, type } of procedures)
    await check(name, access[name] ?? "admin", wrongCall(name, type, {}));
  for (const operation of operations)
    await check(
      `${operation.method} ${operation.path}`,
      access[operation.procedure] ?? "admin",
      restRequest(operation, {}),
    );
  expect(wrong).toEqual([]);
});

/** Whether a call was refused for who asks; other refusals are of the record's state. */
async function isRefused(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return false;
  } catch (error) {
    const { code } = error as { code: string };
    return code === "FORBIDDEN" || code === "NOT_FOUND" || code === "UNAUTHORIZED";
  }
}

const soon = new Date(Date.now() + 86_400_000);
const postActs: Readonly<Record<string, (caller: Caller, ids: string[]) => Promise<unknown>>> = {
  "post.byId": (caller, ids) => Promise.all(ids.map((id) => caller.post.byId({ id }))),
  "post.update": (caller, ids) =>
    caller.post.update(ids.map((id) => ({ id, version: 1, title: "Changed" }))),
  "post.publish": (caller, ids) => caller.post.publish({ ids }),
  "post.unpublish": (caller, ids) => caller.post.unpublish({ ids }),
  "post.archive": (caller, ids) => caller.post.archive({ ids }),
  "post.schedule": (caller, ids) => caller.post.schedule({ ids, at: soon }),
  "post.delete": (caller, ids) => caller.post.delete({ ids }),
};
const states = ["draft", "scheduled", "published", "archived"] as const;

function postIn(api: TestApi, state: (typeof states)[number], author: User) {
  const post = api.make.post().by(author);
  return (state === "scheduled" ? post.scheduled(soon) : post[state]()).create();
}

describe.each(Object.entries(postActs))("%s", (_, act) => {
  for (const state of states) {
    test(`reaches a post of one's own that is ${state}, and any as an editor`, async ({ api }) => {
      const owner = await api.make.user().author().create();
      const others = {
        author: await api.make.user().author().create(),
        editor: await api.make.user().editor().create(),
        admin: await api.make.user().admin().create(),
      };
      const fresh = async (author: User) => (await postIn(api, state, author)).id;
      expect(await isRefused(act(api.as(owner), [await fresh(owner)]))).toBe(false);
      expect(await isRefused(act(api.as(others.editor), [await fresh(owner)]))).toBe(false);
      expect(await isRefused(act(api.as(others.admin), [await fresh(owner)]))).toBe(false);
      expect(await isRefused(act(api.as(others.author), [await fresh(owner)]))).toBe(true);
      // One's own beside another's: both or none.
      const [mine, theirs] = [await fresh(others.author), await fresh(owner)];
      for (const ids of [
        [mine, theirs],
        [theirs, mine],
      ]) {
        expect(await isRefused(act(api.as(others.author), ids))).toBe(true);
        const after = await Posts.select(api.db, { id: [mine, theirs] });
        expect(after.map(({ version, status }) => [version, status])).toEqual([
          [1, state],
          [1, state],
        ]);
      }
      // Somebody who was an author is one no more.
      const demoted = { ...owner, role: "reader" as const };
      expect(await isRefused(act(api.as(demoted), [await fresh(owner)]))).toBe(true);
    });
  }
});

test("comment.withdraw reaches one's own, and only while it waits", async ({ api }) => {
  const post = await api.make.post().published().create();
  const [one, other] = await api.make.user().createMany(2);
  if (!one || !other) throw new Error("Two were made");
  const editor = await api.make.user().editor().create();
  const say = async (user: User, body: string) =>
    (await api.as(user).comment.create({ postId: post.id, body })).id;
  const [mine, theirs] = [await say(one, "mine"), await say(other, "theirs")];
  for (const ids of [[theirs], [mine, theirs], [theirs, mine]])
    expect(await isRefused(api.as(one).comment.withdraw({ ids }))).toBe(true);
  // Editors remove; taking back is for who said it.
  expect(await isRefused(api.as(editor).comment.withdraw({ ids: [mine] }))).toBe(true);
  const left = await Comments.select(api.db, { id: [mine, theirs] });
  expect(left.map(({ status }) => status)).toEqual(["pending", "pending"]);
  expect(await isRefused(api.as(one).comment.withdraw({ ids: [mine] }))).toBe(false);
});

test("comment.byId reaches what waits for its writer and for editors alone", async ({ api }) => {
  const post = await api.make.post().published().create();
  const [one, other] = await api.make.user().createMany(2);
  if (!one || !other) throw new Error("Two were made");
  const editor = await api.make.user().editor().create();
  const admin = await api.make.user().admin().create();
  // Whose post it is says nothing: moderating is for editors.
  const author = takeFirst(await Users.select(api.db, { id: post.authorId }));
  for (const status of ["pending", "spam", "deleted", "approved"] as const) {
    const { id } = await api.make.comment().on(post).by(one).status(status).create();
    const isHidden = async (who: User | null) =>
      isRefused((who ? api.as(who) : api.as(null)).comment.byId({ id }));
    const shown = status === "approved";
    for (const stranger of [null, other, author])
      expect(await isHidden(stranger), status).toBe(!shown);
    expect(await isHidden(one), status).toBe(status === "deleted");
    for (const moderator of [editor, admin]) expect(await isHidden(moderator), status).toBe(false);
  }
});

test("key.byId reaches one's own, and any as an admin", async ({ api }) => {
  const [one, other] = await api.make.user().editor().createMany(2);
  if (!one || !other) throw new Error("Two were made");
  const admin = await api.make.user().admin().create();
  const { id } = await api.as(one).key.create({ name: "A key", role: "reader" });
  expect(await isRefused(api.as(other).key.byId({ id }))).toBe(true);
  expect(await isRefused(api.as(one).key.byId({ id }))).toBe(false);
  expect(await isRefused(api.as(admin).key.byId({ id }))).toBe(false);
  // With a key that is less than an admin's, an admin is somebody like others.
  expect(await isRefused(api.as({ ...admin, role: "editor" }).key.byId({ id }))).toBe(true);
});

test("key.revoke reaches one's own, and any as an admin", async ({ api }) => {
  const [one, other] = await api.make.user().editor().createMany(2);
  if (!one || !other) throw new Error("Two were made");
  const admin = await api.make.user().admin().create();
  const make = async (user: User) =>
    (await api.as(user).key.create({ name: "A key", role: "reader" })).id;
  const [mine, theirs] = [await make(one), await make(other)];
  for (const ids of [[theirs], [mine, theirs], [theirs, mine]])
    expect(await isRefused(api.as(one).key.revoke({ ids }))).toBe(true);
  const left = await ApiKeys.select(api.db, { id: [mine, theirs] });
  expect(left.map(({ revokedAt }) => revokedAt)).toEqual([null, null]);
  expect(await isRefused(api.as(one).key.revoke({ ids: [mine] }))).toBe(false);
  expect(await isRefused(api.as(admin).key.revoke({ ids: [theirs] }))).toBe(false);
});

test("user.revokeSessions reaches one's own, whatever the role", async ({ api }) => {
  const held = await credentialsOf(api, "reader");
  const reader = takeFirst(await Users.select(api.db, { email: "reader@example.com" }));
  const list = await api.handler(
    new Request(`${at}/api/v1/users/me/sessions`, { headers: held.cookie }),
  );
  const { data } = (await list.json()) as { data: { id: string }[] };
  const ids = data.map(({ id }) => id);
  const admin = await api.make.user().admin().create();
  for (const caller of [api.as(admin), api.as(await api.make.user().create())])
    expect(await isRefused(caller.user.revokeSessions({ ids }))).toBe(true);
  expect(await isRefused(api.as(reader).user.revokeSessions({ ids }))).toBe(false);
});
