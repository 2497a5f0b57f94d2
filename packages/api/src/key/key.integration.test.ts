import { AuditLogs, ApiKeys, Users } from "@quoin/db";
import { describe, expect } from "vitest";
import { type TestApi, test } from "../testing/index.ts";

const ghost = "0190b2f0-0000-7000-8000-000000000000";
const refusal = (code: string) => ({ cause: { code } });

const whoIs = (api: TestApi, key: string) =>
  api.services.auth.authenticate(new Headers({ "x-api-key": key }));

describe("making", () => {
  test("a key is shown once, works, and is stored as a digest alone", async ({ api }) => {
    const editor = await api.make.user().editor().create();
    const made = await api.as(editor).key.create({ name: "Build", role: "author" });
    expect(made).toMatchObject({ name: "Build", role: "author", expiresAt: null });
    expect(made.key.startsWith(made.prefix)).toBe(true);
    expect(await whoIs(api, made.key)).toMatchObject({ user: { id: editor.id, role: "author" } });

    const { items } = await api.as(editor).key.list({});
    expect(items).toMatchObject([{ id: made.id, owner: { id: editor.id, name: editor.name } }]);
    const stored = JSON.stringify([
      items,
      await ApiKeys.select(api.db),
      await AuditLogs.select(api.db),
    ]);
    expect(stored).not.toContain(made.key);
  });

  test("a key never may more than its maker, and ends in the future", async ({ api }) => {
    const author = await api.make.user().author().create();
    const create = (more: object) =>
      api.as(author).key.create({ name: "Build", role: "author", ...more });
    for (const role of ["editor", "admin"])
      await expect(create({ role })).rejects.toMatchObject({
        cause: { code: "not_allowed", details: [{ field: "role" }] },
      });
    for (const wrong of [
      { expiresAt: new Date(Date.now() - 1) },
      { expiresAt: new Date("+275760-09-13") },
      { role: "owner" },
      { name: "" },
      { name: "a\0b" },
      { name: "\ud800" },
      { name: "x".repeat(101) },
    ])
      await expect(create(wrong)).rejects.toMatchObject(refusal("validation"));
    await expect(api.as(null).key.create({ name: "Build", role: "reader" })).rejects.toMatchObject({
      code: "UNAUTHORIZED",
    });
    expect(await ApiKeys.select(api.db)).toEqual([]);
  });

  test("fifty keys that work are enough", async ({ api }) => {
    const reader = await api.make.user().create();
    const { create, revoke } = api.as(reader).key;
    const made = [];
    for (let at = 0; at < 50; at++) made.push(await create({ name: `Key ${at}`, role: "reader" }));
    await expect(create({ name: "One more", role: "reader" })).rejects.toMatchObject(
      refusal("conflict"),
    );
    await revoke({ ids: [made[0]!.id] });
    await create({ name: "One more", role: "reader" });
  });
});

describe("keeping", () => {
  test("everybody sees their own, admins everyone's", async ({ api }) => {
    const author = await api.make.user().author().create();
    const admin = await api.make.user().admin().create();
    const key = (at: number) => ({ name: `Key ${at}`, role: "author" as const });
    for (const at of [1, 2, 3]) await api.as(author).key.create(key(at));
    await api.as(admin).key.create(key(4));

    const list = api.as(author).key.list;
    const first = await list({ limit: 2 });
    const rest = await list({ limit: 2, cursor: first.nextCursor });
    const names = [...first.items, ...rest.items].map(({ name }) => name);
    expect(names).toEqual(["Key 3", "Key 2", "Key 1"]);
    await expect(list({ all: true })).rejects.toMatchObject(refusal("not_allowed"));
    expect((await api.as(admin).key.list({})).items).toHaveLength(1);
    expect((await api.as(admin).key.list({ all: true })).items).toHaveLength(4);
    await expect(
      api.as(admin).key.list({ all: true, cursor: first.nextCursor }),
    ).rejects.toMatchObject(refusal("validation"));
    await expect(api.as(null).key.list({})).rejects.toMatchObject({ code: "UNAUTHORIZED" });
  });

  test("one is read as it stands in the list, by its owner and by admins", async ({ api }) => {
    const [owner, stranger] = await api.make.user().author().createMany(2);
    const admin = await api.make.user().admin().create();
    const { id, key } = await api.as(owner!).key.create({ name: "Build", role: "author" });
    const { items } = await api.as(owner!).key.list({});
    for (const reader of [owner!, admin]) {
      const line = await api.as(reader).key.byId({ id });
      expect(line).toEqual(items[0]);
      expect(JSON.stringify(line)).not.toContain(key);
    }
    for (const [who, wanted] of [
      [stranger!, id],
      [owner!, ghost],
      [admin, ghost],
    ] as const)
      await expect(api.as(who).key.byId({ id: wanted })).rejects.toMatchObject(
        refusal("not_found"),
      );
    await expect(api.as(null).key.byId({ id })).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    await api.as(owner!).key.revoke({ ids: [id] });
    expect((await api.as(owner!).key.byId({ id })).revokedAt).not.toBeNull();
  });

  test("a revoked key is refused at once; revoking again changes nothing", async ({ api }) => {
    const [owner, stranger] = await api.make.user().author().createMany(2);
    const admin = await api.make.user().admin().create();
    const make = () => api.as(owner!).key.create({ name: "Build", role: "author" });
    const [one, two] = [await make(), await make()];

    await expect(api.as(stranger!).key.revoke({ ids: [one.id] })).rejects.toMatchObject(
      refusal("not_allowed"),
    );
    await expect(api.as(owner!).key.revoke({ ids: [one.id, ghost] })).rejects.toMatchObject({
      cause: { code: "not_found", details: [{ issue: `${ghost} does not exist` }] },
    });
    await expect(api.as(null).key.revoke({ ids: [one.id] })).rejects.toMatchObject({
      code: "UNAUTHORIZED",
    });
    expect(await whoIs(api, one.key)).toMatchObject({ user: { id: owner!.id } });

    expect(await api.as(owner!).key.revoke({ ids: [one.id] })).toMatchObject([{ id: one.id }]);
    await expect(whoIs(api, one.key)).rejects.toMatchObject({ code: "INVALID_KEY" });
    const both = await api.as(admin).key.revoke({ ids: [one.id, two.id] });
    expect(both.map(({ id }) => id)).toEqual([two.id]);
  });
});

test("an admin who acts as somebody neither makes nor ends their keys", async ({ api }) => {
  const author = await api.make.user().author().create();
  const admin = await api.make.user().admin().create();
  const made = await api.as(author).key.create({ name: "Build", role: "author" });
  const session = { id: ghost, expiresAt: new Date(), impersonatedBy: admin.id };
  const acting = api.as(author, { session }).key;
  await expect(acting.create({ name: "More", role: "author" })).rejects.toMatchObject(
    refusal("not_allowed"),
  );
  await expect(acting.revoke({ ids: [made.id] })).rejects.toMatchObject(refusal("not_allowed"));
  expect((await acting.list({})).items).toHaveLength(1);
});

describe("scopes", () => {
  const asked = (api: TestApi, key: string, path: string, body?: object) =>
    api.handler(
      new Request(
        `${api.settings.urls.web}/api/trpc/${path}${body ? "" : "?input=%7B%22json%22%3A%7B%7D%7D"}`,
        {
          headers: { "x-api-key": key, "content-type": "application/json" },
          ...(body && { method: "POST", body: JSON.stringify({ json: body }) }),
        },
      ),
    );

  test("a key opens what its scopes name and nothing else", async ({ api }) => {
    const author = await api.make.user().author().create();
    const { create, list } = api.as(author).key;
    const made = await create({
      name: "Reader",
      role: "author",
      scopes: ["tag:read", "post:read", "tag:read"],
    });
    expect(made.scopes).toEqual(["post:read", "tag:read"]);
    expect((await list({})).items).toMatchObject([{ scopes: ["post:read", "tag:read"] }]);

    expect((await asked(api, made.key, "post.list")).status).toBe(200);
    for (const [path, body, scope] of [
      ["category.list", undefined, "category:read"],
      ["post.publish", { ids: [ghost] }, "post:write"],
      ["key.create", { name: "More", role: "author" }, "key:write"],
    ] as const) {
      const refused = await asked(api, made.key, path, body);
      expect(refused.status).toBe(403);
      expect(await refused.json()).toMatchObject({
        error: {
          json: {
            message: `This key lacks the scope ${scope}`,
            data: { reason: "not_allowed", details: [{ issue: `Needs ${scope}` }] },
          },
        },
      });
    }
  });

  test("a key without scopes may what its role may", async ({ api }) => {
    const author = await api.make.user().author().create();
    const made = await api.as(author).key.create({ name: "All", role: "author" });
    expect(made.scopes).toBeNull();
    for (const path of ["post.list", "category.list", "key.list"])
      expect((await asked(api, made.key, path)).status).toBe(200);
    expect((await asked(api, made.key, "user.list")).status).toBe(403);
  });

  test("scopes lift nobody above their role", async ({ api }) => {
    const admin = await api.make.user().admin().create();
    const { key } = await api
      .as(admin)
      .key.create({ name: "People", role: "admin", scopes: ["user:read"] });
    expect((await asked(api, key, "user.counts")).status).toBe(200);
    await Users.update(api.db, { id: admin.id }, { role: "editor" });
    expect((await asked(api, key, "user.counts")).status).toBe(403);
  });

  test("a key makes no key that may more than itself", async ({ api }) => {
    const author = await api.make.user().author().create();
    const { key } = await api
      .as(author)
      .key.create({ name: "Maker", role: "author", scopes: ["key:write", "post:read"] });
    const make = (scopes?: string[]) =>
      asked(api, key, "key.create", { name: "Made", role: "author", ...(scopes && { scopes }) });
    expect((await make()).status).toBe(403);
    expect((await make(["post:read", "post:write"])).status).toBe(403);
    expect((await make(["post:read"])).status).toBe(200);
    const unknown = await make(["post:publish"]);
    expect(unknown.status).toBe(400);
    expect(await unknown.text()).toContain("post:publish");
  });

  test("a key that ends makes none that outlives it", async ({ api }) => {
    const author = await api.make.user().author().create();
    const expiresAt = new Date(Date.now() + 3_600_000);
    const end = expiresAt.toISOString();
    const { key } = await api.as(author).key.create({ name: "Maker", role: "author", expiresAt });
    const make = (more: object) =>
      api.handler(
        new Request(`${api.settings.urls.web}/api/v1/keys`, {
          method: "POST",
          headers: { "x-api-key": key, "content-type": "application/json" },
          body: JSON.stringify({ name: "Made", role: "author", ...more }),
        }),
      );
    for (const later of [new Date(expiresAt.getTime() + 1).toISOString(), null]) {
      const refused = await make({ expiresAt: later });
      expect(refused.status).toBe(403);
      expect(await refused.text()).toContain("end no later than itself");
    }
    expect(await ApiKeys.select(api.db, { name: "Made" })).toEqual([]);
    const sooner = new Date(expiresAt.getTime() - 60_000).toISOString();
    for (const [more, ends] of [
      [{}, end],
      [{ expiresAt: end }, end],
      [{ expiresAt: sooner }, sooner],
    ] as const) {
      const made = await make(more);
      expect(made.status).toBe(201);
      expect(await made.json()).toMatchObject({ data: { expiresAt: ends } });
    }
  });

  test("a key revokes none that may more than itself", async ({ api }) => {
    const admin = await api.make.user().admin().create();
    const { create } = api.as(admin).key;
    const all = await create({ name: "All", role: "admin" });
    const lesser = await create({ name: "Lesser", role: "author" });
    const narrow = await create({ name: "Narrow", role: "admin", scopes: ["key:write"] });
    const other = await create({ name: "Other", role: "admin", scopes: ["post:read"] });
    const revoke = async (by: { key: string }, ...keys: { id: string }[]) => {
      const response = await asked(api, by.key, "key.revoke", { ids: keys.map(({ id }) => id) });
      return response.status;
    };
    expect(await revoke(lesser, all)).toBe(403);
    expect(await revoke(lesser, lesser, narrow)).toBe(403);
    expect(await revoke(narrow, all)).toBe(403);
    expect(await revoke(narrow, lesser)).toBe(403);
    expect(await revoke(narrow, other)).toBe(403);
    expect(await ApiKeys.select(api.db, { revokedAt: null })).toHaveLength(4);
    expect(await revoke(narrow, narrow)).toBe(200);
    expect(await revoke(all, lesser, other)).toBe(200);
    await api.as(admin).key.revoke({ ids: [all.id] });
    expect(await ApiKeys.select(api.db, { revokedAt: null })).toEqual([]);
  });
});

test("a token that was issued for a service makes, shows and ends no key, nor changes its owner", async ({
  api,
}) => {
  const admin = await api.make.user().admin().create();
  const email = "owner@example.com";
  await api
    .as(admin)
    .user.create([{ name: "Kit", email, role: "admin", password: "a long phrase" }]);
  const at = api.settings.urls.web;
  const send = (method: string, path: string, headers: Record<string, string>, body?: object) =>
    api.handler(
      new Request(at + path, {
        method,
        headers: { ...headers, origin: at, "content-type": "application/json" },
        ...(body && { body: JSON.stringify(body) }),
      }),
    );
  const entered = await send(
    "POST",
    "/api/auth/sign-in/email",
    {},
    { email, password: "a long phrase" },
  );
  const cookie = entered.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const issue = async (body: object) => {
    const issued = await send("POST", "/api/auth/token", { cookie }, body);
    const { token } = (await issued.json()) as { token: string };
    return { authorization: `Bearer ${token}` };
  };
  const newKey = { name: "Robot", role: "admin" };
  const made = await send("POST", "/api/v1/keys", { cookie, "idempotency-key": "once" }, newKey);
  expect(made.status).toBe(201);

  const ours = await issue({});
  expect((await send("GET", "/api/v1/users/me", ours)).status).toBe(200);
  for (const [method, path, body] of [
    ["POST", "/api/v1/keys", newKey],
    ["GET", "/api/v1/keys"],
    ["PATCH", "/api/v1/users/me", { name: "Somebody" }],
    ["GET", "/api/v1/users/me/sessions"],
    ["PUT", `/api/v1/users/${admin.id}/role`, { role: "reader" }],
  ] as const) {
    const refused = await send(method, path, { ...ours, "idempotency-key": "once" }, body);
    expect([path, refused.status]).toEqual([path, 403]);
    expect(await refused.text()).toContain("needs a session");
  }
  const abroad = await issue({ audience: "https://shop.example" });
  expect((await send("GET", "/api/v1/users/me", abroad)).status).toBe(401);
  expect(await ApiKeys.select(api.db)).toHaveLength(1);
});
