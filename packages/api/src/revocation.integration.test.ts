import { ApiKeys, Sessions, takeFirst, type User, Users } from "@quoin/db";
import { expect } from "vitest";
import { type TestApi, test } from "./testing/index.ts";

const web = "http://localhost:3000";
const email = "kit@example.com";
const phrase = "a pass phrase of their own";
const another = "another phrase altogether";

/** Everything that can open a door for somebody. */
const credentials = ["cookie", "bearer", "token", "key"] as const;
/** What only editors may ask, at each address where it stands. */
const doors = {
  trpc: `/api/trpc/user.suggest?input=${encodeURIComponent('{"json":{"q":"a"}}')}`,
  rest: "/api/v1/users/suggest?q=a",
} as const;

type PerCredential<Value> = Readonly<Record<(typeof credentials)[number], Value>>;

/** An editor who is signed in here and elsewhere and has a key, and an admin. */
interface Scene {
  readonly api: TestApi;
  readonly admin: User;
  readonly editor: User;
  /** What the session here, and the key, are carried by. */
  readonly held: PerCredential<Record<string, string>>;
  readonly sessionId: string;
  readonly keyId: string;
  readonly elsewhere: string;
}

/** What takes access away, and how each credential is answered by the very next request. */
const events: readonly {
  readonly event: string;
  readonly happens: (scene: Scene) => Promise<unknown>;
  readonly answers: PerCredential<200 | 401 | 403>;
}[] = [
  {
    event: "signing out",
    happens: ({ api, held }) => send(api, "/api/auth/sign-out", {}, held.cookie["cookie"]),
    answers: { cookie: 401, bearer: 401, token: 401, key: 200 },
  },
  {
    event: "being signed out from elsewhere",
    happens: ({ api, elsewhere, sessionId }) =>
      send(api, "/api/trpc/user.revokeSessions", { json: { ids: [sessionId] } }, elsewhere),
    answers: { cookie: 401, bearer: 401, token: 401, key: 200 },
  },
  {
    event: "a suspension",
    happens: ({ api, admin, editor }) =>
      api.as(admin).user.ban({ ids: [editor.id], reason: "A test" }),
    answers: { cookie: 401, bearer: 401, token: 401, key: 403 },
  },
  {
    event: "a demotion",
    happens: ({ api, admin, editor }) =>
      api.as(admin).user.setRole({ ids: [editor.id], role: "author" }),
    answers: { cookie: 403, bearer: 403, token: 403, key: 403 },
  },
  {
    event: "a new password, set elsewhere",
    happens: ({ api, elsewhere }) =>
      send(
        api,
        "/api/auth/change-password",
        { currentPassword: phrase, newPassword: another },
        elsewhere,
      ),
    answers: { cookie: 401, bearer: 401, token: 401, key: 200 },
  },
  {
    event: "a new password, set by a mailed link",
    happens: async ({ api }) => {
      await send(api, "/api/auth/request-password-reset", { email });
      const mails = JSON.stringify(await api.payloads("mail.requested"));
      const [, token] = /reset-password\?token=([\w-]+)/.exec(mails) ?? [];
      await send(api, "/api/auth/reset-password", { token, password: another });
    },
    answers: { cookie: 401, bearer: 401, token: 401, key: 200 },
  },
  {
    event: "the end of a session's time",
    happens: ({ api, sessionId }) =>
      Sessions.update(api.db, { id: sessionId }, { expiresAt: new Date(Date.now() - 1) }),
    answers: { cookie: 401, bearer: 401, token: 401, key: 200 },
  },
  {
    event: "revoking a key",
    happens: ({ api, elsewhere, keyId }) =>
      send(api, "/api/trpc/key.revoke", { json: { ids: [keyId] } }, elsewhere),
    answers: { cookie: 200, bearer: 200, token: 200, key: 401 },
  },
  {
    event: "the end of a key's time",
    happens: ({ api, keyId }) =>
      ApiKeys.update(api.db, { id: keyId }, { expiresAt: new Date(Date.now() - 1) }),
    answers: { cookie: 200, bearer: 200, token: 200, key: 401 },
  },
  {
    event: "the end of the account",
    happens: ({ api, editor }) => Users.delete(api.db, { id: editor.id }),
    answers: { cookie: 401, bearer: 401, token: 401, key: 401 },
  },
];

for (const { event, happens, answers } of events)
  test(`${event} counts from the next request on`, async ({ api }) => {
    const scene = await open(api);
    const all = { cookie: 200, bearer: 200, token: 200, key: 200 };
    expect(await tryAll(scene)).toEqual({ trpc: all, rest: all });
    await happens(scene);
    expect(await tryAll(scene)).toEqual({ trpc: answers, rest: answers });
  });

async function open(api: TestApi): Promise<Scene> {
  const admin = await api.make.user().admin().create();
  await api.as(admin).user.create([{ name: "Kit Folio", email, role: "editor", password: phrase }]);
  const editor = takeFirst(await Users.select(api.db, { email }));
  const [here, elsewhere] = [await signIn(api), await signIn(api)];
  const { token } = await send(api, "/api/auth/token", {}, here.cookie);
  const made = await api.as(editor).key.create({ name: "Build", role: "editor" });
  const bearer = (value: unknown) => ({ authorization: `Bearer ${String(value)}` });
  const held = {
    cookie: { cookie: here.cookie },
    bearer: bearer(here.token),
    token: bearer(token),
    key: { "x-api-key": made.key },
  };
  const { session } = await send(api, "/api/auth/get-session", undefined, here.cookie);
  const { id: sessionId } = session as { id: string };
  return { api, admin, editor, held, sessionId, keyId: made.id, elsewhere: elsewhere.cookie };
}

async function signIn(api: TestApi) {
  const response = await api.handler(
    request("/api/auth/sign-in/email", { email, password: phrase }),
  );
  const { token } = (await response.json()) as { token: string };
  const [cookie = ""] = response.headers.getSetCookie().map((line) => line.split(";")[0] ?? "");
  return { token, cookie };
}

/** Sends what must succeed, as a browser on our own pages does, and returns what was answered. */
async function send(
  api: TestApi,
  path: string,
  body?: object,
  cookie?: string,
): Promise<Record<string, unknown>> {
  const response = await api.handler(request(path, body, cookie));
  const answer = (await response.json()) as Record<string, unknown>;
  expect(response.status, `${path} ${JSON.stringify(answer)}`).toBe(200);
  return answer;
}

const request = (path: string, body?: object, cookie?: string) =>
  new Request(web + path, {
    headers: { "content-type": "application/json", origin: web, ...(cookie && { cookie }) },
    ...(body && { method: "POST", body: JSON.stringify(body) }),
  });

/** The status with which each door answers each credential. */
async function tryAll({ api, held }: Scene) {
  const knock = async (path: string, headers: Record<string, string>) =>
    (await api.handler(new Request(web + path, { headers }))).status;
  const row = async (path: string) =>
    Object.fromEntries(
      await Promise.all(
        credentials.map(async (name) => [name, await knock(path, held[name])] as const),
      ),
    );
  return { trpc: await row(doors.trpc), rest: await row(doors.rest) };
}
