import { test } from "@quoin/api/testing";
import { beforeEach, expect, vi } from "vitest";
import { headers, newBrowser } from "../testing/next-request.ts";
import { formOf, openTestDoor, redirectOf } from "../testing/publication.ts";
import { acceptInvitation } from "./invitation.ts";

vi.mock("server-only", () => ({}));
vi.mock("next/headers", () => import("../testing/next-request.ts"));

beforeEach(() => newBrowser());

const isSignedIn = async () => /session_token=\w/.test((await headers()).get("cookie") ?? "");

test("an invited reader chooses a password, once, and is signed in", async ({ api }) => {
  await openTestDoor(api);
  const admin = await api.make.user().admin().create();
  await api.as(admin).user.create([{ name: "Ada", email: "ada@example.org" }]);
  const [mail] = (await api.payloads("mail.requested")) as { text: string }[];
  const [, token = ""] = /\/welcome\?token=([\w-]+)/.exec(mail?.text ?? "") ?? [];

  const short = await acceptInvitation(null, formOf({ token, password: "short" }));
  expect(short).toMatchObject({ success: false, fieldErrors: { password: expect.any(String) } });
  expect(JSON.stringify(short)).not.toContain('"short"');
  const password = "a long enough password";
  expect(await redirectOf(acceptInvitation(null, formOf({ token, password })))).toBe("/");
  expect(await isSignedIn()).toBe(true);

  newBrowser();
  const again = await acceptInvitation(null, formOf({ token, password }));
  expect(again).toMatchObject({ success: false, error: expect.stringContaining("expired") });
  expect(await acceptInvitation(null, null as unknown as FormData)).toMatchObject({
    success: false,
    error: (again as { error: string }).error,
  });
  expect(await isSignedIn()).toBe(false);
});
