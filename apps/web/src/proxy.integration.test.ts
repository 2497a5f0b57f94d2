import { test } from "@quoin/api/testing";
import { NextRequest, NextResponse } from "next/server";
import { beforeEach, expect, onTestFinished, vi } from "vitest";
import { experiment } from "./experiment/experiment.ts";
import { proxy } from "./proxy.ts";
import { openTestDoor } from "./testing/publication.ts";
import { introduce, protect } from "./unfronted.ts";

const web = "http://localhost:3000";
const ask = (path: string, init: ConstructorParameters<typeof NextRequest>[1] = {}) =>
  proxy(new NextRequest(web + path, init));

const goesOn = (response: Response) => response.headers.get("x-middleware-next") === "1";
const rewrittenTo = (response: Response) => response.headers.get("x-middleware-rewrite");
/** A request header as the page behind will see it. */
const passedOn = (response: Response, name: string) =>
  response.headers.get(`x-middleware-request-${name}`);

beforeEach<{ api: Parameters<typeof openTestDoor>[0] }>(({ api }) => openTestDoor(api));

test("a page that is there is let through, one that is not is Next's page for such", async ({
  api,
}) => {
  const post = await api.make.post().published().create();
  expect(goesOn(await ask(`/posts/${post.slug}`))).toBe(true);
  expect(rewrittenTo(await ask("/posts/none"))).toBe(`${web}/not-found`);
});

test("an old address answers with one permanent hop, its query kept", async ({ api }) => {
  const post = await api.make.post().published().create();
  const answer = await ask(`/posts/${post.slug}/?from=mail`);
  expect(answer.status).toBe(301);
  expect(answer.headers.get("location")).toBe(`${web}/posts/${post.slug}?from=mail`);
});

test("what was renamed is one permanent hop away", async ({ api }) => {
  const desk = api.as(await api.make.user().editor().create());
  const category = await api.make.category().named("Repair").create();
  await desk.category.update([{ id: category.id, slug: "upkeep" }]);
  for (const [from, to] of [
    ["/categories/repair?from=mail", "/categories/upkeep?from=mail"],
    ["/categories/repair/feed.xml", "/categories/upkeep/feed.xml"],
  ] as const) {
    const answer = await ask(from);
    expect([answer.status, answer.headers.get("location")]).toEqual([301, web + to]);
  }
  expect(goesOn(await ask("/categories/upkeep"))).toBe(true);
});

test("an account is shown to nobody without a session, and checked again behind", async () => {
  const stranger = await ask("/account");
  expect(stranger.status).toBe(307);
  expect(stranger.headers.get("location")).toBe(`${web}/sign-in?redirectTo=%2Faccount`);
  expect(goesOn(await ask("/account", { headers: { cookie: "quoin.session_token=any" } }))).toBe(
    true,
  );
});

test("forms of other sites, too large ones and what is no form stop here", async () => {
  const post = (headers: Record<string, string>, body: BodyInit = new URLSearchParams("a=b")) =>
    ask("/sign-in", { method: "POST", headers: { origin: web, ...headers }, body });
  expect(goesOn(await post({}))).toBe(true);
  expect((await post({ origin: "https://evil.example" })).status).toBe(403);
  expect((await post({ "content-length": "200001" })).status).toBe(413);
  expect((await post({ "content-type": "text/plain" }, "[]")).status).toBe(415);
  expect((await post({ "content-type": "application/json" }, "{}")).status).toBe(415);
  const broken = { "content-type": "multipart/form-data; boundary=x" };
  expect((await post(broken, "--x\r\nbroken")).status).toBe(400);
});

test("what script sends is a form after an answer, or nothing", async () => {
  const call = (root: string) => {
    const form = new FormData();
    form.set("0", root);
    return ask("/sign-in", {
      method: "POST",
      headers: { origin: web, "next-action": "id" },
      body: form,
    });
  };
  const sound = await call('["$undefined","$K1"]');
  expect(goesOn(sound)).toBe(true);
  expect(passedOn(sound, "x-quoin-posted")).toBeNull();
  expect((await call('["$F1","$K1"]')).status).toBe(400);
});

test("what is sent without script names its action soundly, or stops here", async () => {
  const send = (answer: string) => {
    const form = new FormData();
    form.set("$ACTION_REF_1", "");
    form.set("$ACTION_1:0", '{"id":"60abcdef","bound":"$@1"}');
    form.set("$ACTION_1:1", answer);
    return ask("/sign-in", { method: "POST", headers: { origin: web }, body: form });
  };
  const sound = await send("[null]");
  expect(goesOn(sound)).toBe(true);
  expect(passedOn(sound, "x-quoin-posted")).toBe("1");
  expect((await send("garbage")).status).toBe(400);
});

test("behind our own server no header is set twice", async () => {
  const answer = await ask("/archive");
  expect(answer.headers.get("content-security-policy")).toBeNull();
  expect(answer.headers.get("x-request-id")).toBeNull();
});

test("without our server the page gets its nonce here, and a client's own words are dropped", async ({
  api,
}) => {
  await openTestDoor(api, { fronted: false });
  const answer = await ask("/archive", {
    headers: {
      "x-quoin-client-ip": "192.0.2.66",
      "x-nonce": "forged",
      "x-real-ip": "203.0.113.9",
      "x-request-id": "a-good-request-id",
    },
  });
  const nonce = passedOn(answer, "x-nonce");
  expect(nonce).not.toBe("forged");
  expect(answer.headers.get("content-security-policy")).toContain(`'nonce-${nonce}'`);
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("x-request-id")).toBe("a-good-request-id");
  expect(passedOn(answer, "x-quoin-client-ip")).toBe("203.0.113.9");
  expect(
    passedOn(
      await ask("/archive", { headers: { "x-quoin-client-ip": "1.2.3.4" } }),
      "x-quoin-client-ip",
    ),
  ).toBeNull();

  const api404 = await ask("/api/none");
  expect(goesOn(api404)).toBe(true);
  expect(api404.headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("without our server the country is what the host says in the header it was named", async ({
  api,
}) => {
  const said = { "x-vercel-ip-country": "de", "cf-ipcountry": "FR", "x-quoin-country": "FR" };
  await openTestDoor(api, { fronted: false });
  expect(passedOn(await ask("/archive", { headers: said }), "x-quoin-country")).toBeNull();

  const settings = { ...api.settings, countryHeader: "x-vercel-ip-country" };
  await openTestDoor({ ...api, settings }, { fronted: false });
  const answer = await ask("/archive", { headers: said });
  expect(passedOn(answer, "x-quoin-country")).toBe("DE");
  expect(passedOn(answer, "x-vercel-ip-country")).toBeNull();
  const unknown = { ...said, "x-vercel-ip-country": "XX" };
  expect(passedOn(await ask("/archive", { headers: unknown }), "x-quoin-country")).toBeNull();
});

test("without our server an experiment is held here", async ({ api }) => {
  const settings = { ...api.settings, countryHeader: "cf-ipcountry" };
  await openTestDoor({ ...api, settings }, { fronted: false });
  const lead = experiment({
    name: "lead",
    variants: { small: 1, large: 1 },
    addresses: /^\/$/,
    countries: ["DE"],
  });
  const visit = (path: string, headers: Record<string, string>) => {
    const request = new NextRequest(web + path, { headers });
    const introduced = introduce(request, [lead]);
    const response = NextResponse.next({ request: { headers: introduced.headers } });
    protect(response, request, introduced);
    return { shown: passedOn(response, "x-quoin-variants"), set: response.headers.getSetCookie() };
  };
  const bucket = lead.byBucket.indexOf("large");
  const cookie = `quoin.bucket=${bucket}`;
  expect(visit("/", { "cf-ipcountry": "DE", cookie })).toEqual({ shown: "lead=large", set: [] });
  const first = visit("/", { "cf-ipcountry": "DE", "x-quoin-variants": "lead=forged" });
  expect(first.shown).toMatch(/^lead=(?:small|large)$/);
  expect(first.set).toEqual([expect.stringMatching(/^quoin\.bucket=\d+; .*HttpOnly/)]);
  const nothing = { shown: null, set: [] };
  expect(visit("/", { "cf-ipcountry": "FR", "x-quoin-variants": "lead=large" })).toEqual(nothing);
  expect(visit("/archive", { "cf-ipcountry": "DE", cookie })).toEqual(nothing);
});

test("no cookie tells visitors apart while no experiment runs", async ({ api }) => {
  for (const fronted of [true, false]) {
    await openTestDoor(api, { fronted });
    const answer = await ask("/", { headers: { "x-quoin-variants": "lead=large" } });
    expect(answer.headers.getSetCookie()).toEqual([]);
    if (!fronted) expect(passedOn(answer, "x-quoin-variants")).toBeNull();
  }
});

test("a session that is used is extended", async ({ api }) => {
  const { auth } = api.services;
  const mailed = async () =>
    ((await api.payloads("mail.requested")).at(-1) as { text: string }).text;
  const call = { headers: new Headers({ origin: web }) };
  const person = { name: "Ada", email: "ada@example.org", password: "a long enough password" };
  await auth.signUp(person, call);
  const token = /token=([\w-]+)/.exec(await mailed())?.[1];
  const signedIn = await auth.verifyEmail({ token }, call);
  const [cookie = ""] = signedIn.ok ? signedIn.headers.getSetCookie() : [];
  const headers = { cookie: cookie.split(";")[0] ?? "" };
  const fresh = await ask("/archive", { headers });
  expect(goesOn(fresh)).toBe(true);
  expect(fresh.headers.getSetCookie()).toEqual([]);

  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3 * 86_400_000 });
  onTestFinished(() => void vi.useRealTimers());
  const late = await ask("/archive", { headers });
  expect(late.headers.getSetCookie()).toEqual([expect.stringMatching(/^quoin\.session_token=/)]);
  const part = await ask("/archive", { headers: { ...headers, rsc: "1" } });
  expect(part.headers.getSetCookie()).toEqual([]);
});
