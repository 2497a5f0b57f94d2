import type { SessionUser } from "@quoin/api/server";
import type { TestApi } from "@quoin/api/testing";
import { signIn } from "../identity/actions.ts";
import { newBrowser } from "./next-request.ts";
import { formOf, redirectOf } from "./publication.ts";

export const password = "a long enough password";

let people = 0;

/** Somebody of this role, or this very person, signed in with a browser of their own. */
export async function signedInAs(
  api: TestApi,
  who: "reader" | "editor" | SessionUser,
): Promise<SessionUser> {
  newBrowser();
  const user = typeof who === "string" ? await makeAccount(api, who) : who;
  const to = await redirectOf(signIn(null, formOf({ email: user.email, password })));
  if (to === null) throw new Error("Signing in did not work");
  return user;
}

async function makeAccount(api: TestApi, role: "reader" | "editor"): Promise<SessionUser> {
  people += 1;
  const admin = await api.make.user().admin().create();
  const email = `reader-${people}@example.org`;
  const [made] = await api
    .as(admin)
    .user.create([{ name: `Reader ${people}`, email, role, password }]);
  if (!made) throw new Error("No account was made");
  return { ...made, emailVerified: true, image: null };
}
