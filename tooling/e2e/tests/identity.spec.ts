import type { Page } from "@playwright/test";
import { expectAccessible } from "../src/accessible.ts";
import { Authenticator } from "../src/authenticator.ts";
import { linkInMail } from "../src/mail.ts";
import { openNewsroom } from "../src/newsroom.ts";
import { expect, type Person, test } from "../src/test.ts";
import { fillSignIn, signIn } from "../src/web.ts";

const title = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });

/** From the account page to the key that an app is told. */
async function begin(page: Page, person: Person): Promise<Authenticator> {
  await signIn(page, person);
  await page.getByRole("link", { name: "Set up codes" }).click();
  await page.getByLabel("Your password").fill(person.password);
  await page.getByRole("button", { name: "Set up an app" }).click();
  await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
  return new Authenticator((await page.getByTestId("setup-key").textContent()) ?? "");
}

/** Shows the app's first code, and keeps what is shown once. */
async function confirm(page: Page, app: Authenticator): Promise<string[]> {
  await page.getByLabel("Code", { exact: true }).fill(await app.code());
  await page.getByRole("button", { name: "Confirm" }).click();
  const codes = page.getByRole("region", { name: "Recovery codes" }).getByRole("listitem");
  await expect(codes).toHaveCount(10);
  return codes.allTextContents();
}

async function signOut(page: Page): Promise<void> {
  await page.goto("/account");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByRole("link", { name: "Sign in", exact: true }).first()).toBeVisible();
}

/** The first half of signing in, which leads to the question for the code. */
async function firstHalf(page: Page, person: Person): Promise<void> {
  await page.goto("/sign-in?redirectTo=%2Faccount");
  await fillSignIn(page, person);
  await expect(title(page, "Your code")).toBeVisible();
}

async function giveCode(page: Page, code: string): Promise<void> {
  await page.getByLabel("Code", { exact: true }).fill(code);
  await page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with script" : "without script", () => {
    test.use({ javaScriptEnabled });

    test("codes are set up, asked for, recovered from and turned off", async ({
      page,
      someone,
      complaints,
      site,
    }) => {
      const person = await someone();
      const app = await begin(page, person);
      await page.getByLabel("Code", { exact: true }).fill("000000");
      await page.getByRole("button", { name: "Confirm" }).click();
      await expect(page.getByText("This code is not right")).toBeVisible();
      const [first = "", second = ""] = await confirm(page, app);
      await page.getByRole("link", { name: "I have kept them" }).click();
      await expect(page.getByText("with 10 recovery codes left")).toBeVisible();
      await linkInMail(site, person.email, /asks for a code/, /forgot-password/);

      await signOut(page);
      await firstHalf(page, person);
      // The password has opened nothing yet.
      const account = await page.context().request.get("/api/auth/get-session");
      expect(await account.json()).toBeNull();
      await giveCode(page, "000000");
      await expect(page.getByText("This code is not right")).toBeVisible();
      await giveCode(page, await app.code());
      await expect(title(page, "Your account")).toBeVisible();

      await signOut(page);
      await firstHalf(page, person);
      await giveCode(page, first.toUpperCase().replaceAll("-", " "));
      await expect(page.getByText("with 9 recovery codes left")).toBeVisible();
      await signOut(page);
      await firstHalf(page, person);
      await giveCode(page, first);
      await expect(page.getByText("This code is not right")).toBeVisible();
      await giveCode(page, await app.code());
      await expect(title(page, "Your account")).toBeVisible();

      await page.getByRole("link", { name: "Change", exact: true }).click();
      const off = page.getByRole("region", { name: "Turn codes off" });
      await off.getByLabel("Your password").fill(person.password);
      await off.getByLabel("Code", { exact: true }).fill(second);
      await off.getByRole("button", { name: "Turn codes off" }).click();
      await expect(page.getByText("Turned off. Your password alone signs you in.")).toBeVisible();
      await signOut(page);
      await signIn(page, person);
      expect(complaints).toEqual([]);
    });
  });
}

test("the newsroom asks for the code, and an admin resets it for who has lost it", async ({
  page,
  visitor,
  someone,
  site,
}) => {
  const author = await someone("author");
  await confirm(page, await begin(page, author));

  const desk = await visitor();
  await desk.goto(`${site.adminUrl}/sign-in`);
  await fillSignIn(desk, author);
  await expect(title(desk, "Your code")).toBeVisible();
  await expectAccessible(desk, "the newsroom's question for the code");

  const admin = await someone("admin");
  const office = await visitor();
  await openNewsroom(office, site, admin, `/users?q=${author.email}`);
  await office.getByRole("button", { name: `What to do with ${author.name}` }).click();
  await office.getByRole("menuitem", { name: "Reset sign-in codes" }).click();
  await office.getByRole("button", { name: "Reset codes" }).click();
  await expect(office.getByText(`${author.name} signs in without a code now`)).toBeVisible();
  await linkInMail(site, author.email, /codes were reset/, /forgot-password/);

  await desk.goto(`${site.adminUrl}/sign-in`);
  await fillSignIn(desk, author);
  await desk.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
});

test("its pages can be used by anybody, on a phone too, and say why a link led back", async ({
  page,
  someone,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/sign-in?error=PROVIDER_FAILED");
  await expect(page.getByText("Signing in did not work.")).toBeVisible();
  await page.goto("/sign-in?error=%3Cb%3ECall%20us");
  await expect(page.getByText("Call us")).toHaveCount(0);
  const person = await someone();
  const app = await begin(page, person);
  await expectAccessible(page, "the setup");
  const overflow = () =>
    page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
  expect(await overflow()).toBe(0);
  await confirm(page, app);
  await expectAccessible(page, "the recovery codes");
  expect(await overflow()).toBe(0);
  await page.goto("/account/two-factor");
  await expectAccessible(page, "what there is to change");
  await page.goto("/sign-in/code");
  await expectAccessible(page, "the question for the code");
});

test("another service reads from the published keys who is signed in", async ({
  page,
  someone,
}) => {
  const person = await someone("editor");
  await signIn(page, person);
  const { request } = page.context();
  const origin = new URL(page.url()).origin;
  const issued = await request.post("/api/auth/token", { headers: { origin } });
  const { token } = (await issued.json()) as { token: string };
  const [head = "", body = "", signature = ""] = token.split(".");
  const parsed = (part: string) =>
    JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>;
  const jwks = (await (await request.get("/api/auth/jwks")).json()) as {
    keys: (JsonWebKey & { kid: string })[];
  };
  const jwk = jwks.keys.find(({ kid }) => kid === parsed(head)["kid"]);
  expect(jwk).toBeDefined();
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const key = await crypto.subtle.importKey("jwk", jwk!, curve, false, ["verify"]);
  const proof = { name: "ECDSA", hash: "SHA-256" };
  const signed = new TextEncoder().encode(`${head}.${body}`);
  const bytes = Buffer.from(signature, "base64url");
  expect(await crypto.subtle.verify(proof, key, bytes, signed)).toBe(true);
  expect(parsed(body)).toMatchObject({ sub: person.id, role: "editor", iss: origin, aud: origin });
});
