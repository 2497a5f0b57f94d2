import { test } from "@quoin/api/testing";
import { beforeEach, describe, expect, vi } from "vitest";
import { headers, newBrowser, sending, setCookies } from "../testing/next-request.ts";
import { formOf, openTestDoor, redirectOf } from "../testing/publication.ts";
import {
  mailSignInLink,
  requestPasswordReset,
  resetPassword,
  signIn,
  signInWithLink,
  signOut,
  signUp,
  verifyEmail,
} from "./actions.ts";

vi.mock("server-only", () => ({}));
vi.mock("next/headers", () => import("../testing/next-request.ts"));

const ada = { name: "Ada Lovelace", email: "ada@example.org", password: "a long enough password" };

interface Mails {
  payloads(name: string): Promise<unknown[]>;
}

/** The token in the last mail that went out. */
async function mailedLink(api: Mails): Promise<URL> {
  const last = (await api.payloads("mail.requested")).at(-1) as { text: string } | undefined;
  const [address = ""] = /http:\/\/localhost:3000\/\S+/.exec(last?.text ?? "") ?? [];
  return new URL(address);
}

/** Makes Ada's account the way she would. */
async function join(api: Mails): Promise<void> {
  await signUp(null, formOf(ada));
  const token = (await mailedLink(api)).searchParams.get("token") ?? "";
  await redirectOf(verifyEmail(null, formOf({ token })));
}

const isSignedIn = async () => /session_token=\w/.test((await headers()).get("cookie") ?? "");

beforeEach(() => newBrowser());

describe("signing up", () => {
  test("asks for a look into the mail, and the link there signs in", async ({ api }) => {
    await openTestDoor(api);
    const answer = await signUp(null, formOf({ ...ada, redirectTo: "/posts/a#comments-section" }));
    expect(answer).toMatchObject({ success: true, message: expect.stringContaining(ada.email) });
    const link = await mailedLink(api);
    expect(link.pathname).toBe("/verify-email");

    const to = await redirectOf(verifyEmail(null, formOf(Object.fromEntries(link.searchParams))));
    expect(to).toBe("/posts/a#comments-section");
    expect(setCookies.at(-1)?.attributes).toMatchObject({
      httpOnly: true,
      sameSite: "lax",
      path: "/",
    });
    expect(await isSignedIn()).toBe(true);
  });

  test("says beside each field what is wrong, and keeps all but the password", async ({ api }) => {
    await openTestDoor(api);
    const form = formOf({ name: "Ada", email: "ada@nowhere", password: "short" });
    const answer = await signUp(null, form);
    expect(answer).toMatchObject({
      success: false,
      fieldErrors: { email: expect.any(String), password: expect.any(String) },
      values: { name: "Ada", email: "ada@nowhere" },
    });
    expect(JSON.stringify(answer)).not.toContain("short");
    expect(await api.queued()).toEqual([]);
  });

  test("a link that was used or made up is refused in words", async ({ api }) => {
    await openTestDoor(api);
    await join(api);
    for (const token of ["", "x".repeat(40)])
      expect(await verifyEmail(null, formOf({ token }))).toMatchObject({
        success: false,
        error: expect.stringMatching(/link/),
      });
  });
});

describe("signing in", () => {
  test("leads back to where one was, and never elsewhere", async ({ api }) => {
    await openTestDoor(api);
    await join(api);
    newBrowser();
    const back = (redirectTo: string) => redirectOf(signIn(null, formOf({ ...ada, redirectTo })));
    expect(await back("/account")).toBe("/account");
    expect(await isSignedIn()).toBe(true);
    expect(await back("//evil.example")).toBe("/");
    expect(await back("https://evil.example/x")).toBe("/");
  });

  test("a wrong password keeps the address and says no more than it must", async ({ api }) => {
    await openTestDoor(api);
    await join(api);
    newBrowser();
    const wrong = await signIn(null, formOf({ ...ada, password: "not the password" }));
    const unknown = await signIn(
      null,
      formOf({ email: "nobody@example.org", password: "not the password" }),
    );
    expect(wrong).toMatchObject({ success: false, values: { email: ada.email } });
    expect(unknown).toMatchObject({ error: (wrong as { error: string }).error });
    expect(await isSignedIn()).toBe(false);
  });

  test("too many tries are told when to come back", async ({ api }) => {
    await openTestDoor(api);
    const form = formOf({ email: "nobody@example.org", password: "wrong password" });
    let last = await signIn(null, form);
    for (let tries = 0; tries < 10; tries += 1) last = await signIn(null, form);
    expect(last).toMatchObject({
      success: false,
      error: expect.stringMatching(/Too many tries.*minutes/),
      retryAfterSeconds: expect.any(Number),
    });
  });

  test("a form of another site does nothing", async ({ api }) => {
    await openTestDoor(api);
    await join(api);
    newBrowser({ origin: "https://evil.example" });
    const answer = await signIn(null, formOf(ada));
    expect(answer).toMatchObject({
      success: false,
      error: expect.stringContaining("another site"),
    });
    expect(await isSignedIn()).toBe(false);
  });

  test("what is no form is refused like an empty one", async ({ api }) => {
    await openTestDoor(api);
    for (const nothing of [null, undefined, 5, "form", []]) {
      const answer = await signIn(null, nothing as unknown as FormData);
      expect(answer).toMatchObject({ success: false });
    }
  });

  test("a mailed link signs in once, and an unknown address hears the same", async ({ api }) => {
    await openTestDoor(api);
    await join(api);
    newBrowser();
    const known = await mailSignInLink(null, formOf({ email: ada.email }));
    const link = await mailedLink(api);
    expect(link.pathname).toBe("/sign-in/link");
    const unknown = await mailSignInLink(null, formOf({ email: "nobody@example.org" }));
    const plain = (answer: typeof known) =>
      JSON.stringify(answer).replace(/[\w.]+@example\.org/, "");
    expect(plain(unknown)).toBe(plain(known));

    const token = link.searchParams.get("token") ?? "";
    expect(await redirectOf(signInWithLink(null, formOf({ token })))).toBe("/");
    expect(await isSignedIn()).toBe(true);
    newBrowser();
    expect(await signInWithLink(null, formOf({ token }))).toMatchObject({ success: false });
  });
});

describe("leaving, and a forgotten password", () => {
  test("signing out takes the cookie away", async ({ api }) => {
    await openTestDoor(api);
    await join(api);
    expect(await isSignedIn()).toBe(true);
    sending({ origin: "https://evil.example" });
    expect(await signOut(null, new FormData())).toMatchObject({ success: false });
    expect(await isSignedIn()).toBe(true);
    sending({});
    expect(await redirectOf(signOut(null, new FormData()))).toBe("/");
    expect(await isSignedIn()).toBe(false);
  });

  test("a reset sets the password by the mailed link", async ({ api }) => {
    await openTestDoor(api);
    await join(api);
    newBrowser();
    await requestPasswordReset(null, formOf({ email: ada.email }));
    const link = await mailedLink(api);
    expect(link.pathname).toBe("/reset-password");
    const token = link.searchParams.get("token") ?? "";
    expect(await resetPassword(null, formOf({ token, password: "short" }))).toMatchObject({
      success: false,
      fieldErrors: { password: expect.any(String) },
    });
    const password = "another long password";
    expect(await resetPassword(null, formOf({ token, password }))).toMatchObject({ success: true });
    expect(await signIn(null, formOf(ada))).toMatchObject({ success: false });
    expect(await redirectOf(signIn(null, formOf({ ...ada, password })))).toBe("/");
  });

  test("an address that is none is said to be none", async ({ api }) => {
    await openTestDoor(api);
    expect(await requestPasswordReset(null, formOf({ email: "ada" }))).toMatchObject({
      success: false,
      fieldErrors: { email: expect.any(String) },
      values: { email: "ada" },
    });
  });
});
