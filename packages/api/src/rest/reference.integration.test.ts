import { createAccounts } from "@quoin/auth";
import { expect } from "vitest";
import { createHandler } from "../handler.ts";
import { test, type TestApi } from "../testing/index.ts";

const at = "http://localhost:3000";

async function documentOf(handler: TestApi["handler"]) {
  const response = await handler(new Request(`${at}/api/v1/openapi.json`));
  const { components } = (await response.json()) as {
    components: { securitySchemes: { session: { name: string } } };
  };
  return {
    cookie: components.securitySchemes.session.name,
    etag: response.headers.get("etag"),
  };
}

test("the document names the cookie that signing in sets", async ({ api }) => {
  const [email, password] = ["ann@example.com", "a long enough password"];
  await createAccounts(api.db, [{ name: "Ann", email, password }], () => "ann");
  const signedIn = await api.handler(
    new Request(`${at}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: at },
      body: JSON.stringify({ email, password }),
    }),
  );
  const { cookie } = await documentOf(api.handler);
  const set = signedIn.headers.getSetCookie().map((line) => line.split("=")[0]);
  expect(set).toContain(cookie);
});

test("over https it is another, and the document as well", async ({ api }) => {
  const auth = { ...api.services.auth, sessionCookie: "__Secure-quoin.session_token" };
  const secure = createHandler({ ...api.open, services: { ...api.services, auth } });
  const [one, other] = [await documentOf(api.handler), await documentOf(secure)];
  expect([one.cookie, other.cookie]).toEqual(["quoin.session_token", auth.sessionCookie]);
  expect(other.etag).not.toBe(one.etag);
  // Neither takes the other's place.
  expect(await documentOf(api.handler)).toEqual(one);
});
