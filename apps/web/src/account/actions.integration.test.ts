import { test } from "@quoin/api/testing";
import { beforeEach, expect, vi } from "vitest";
import { newBrowser, sending, setCookies } from "../testing/next-request.ts";
import { formOf, openTestDoor, redirectOf } from "../testing/publication.ts";
import { password, signedInAs } from "../testing/reader.ts";
import { changePassword, revokeSessions, updateProfile } from "./actions.ts";

const refreshed = vi.hoisted(() => vi.fn<() => void>());
vi.mock("server-only", () => ({}));
vi.mock("next/headers", () => import("../testing/next-request.ts"));
vi.mock("next/cache", () => ({ refresh: refreshed }));

beforeEach(() => newBrowser());

const profile = { name: "Ada L.", handle: "ada-l", bio: "Counts." };

test("a profile is saved, with script in place and without on a page of its own", async ({
  api,
}) => {
  await openTestDoor(api);
  const reader = await signedInAs(api, "reader");
  expect(await redirectOf(updateProfile(null, formOf(profile)))).toBe(
    "/account?done=profile#profile",
  );
  expect(await api.as(reader).user.me()).toMatchObject(profile);
  sending({ "next-action": "an action" });
  expect(await updateProfile(null, formOf({ ...profile, bio: "Still." }))).toMatchObject({
    success: true,
  });
  expect(await api.as(reader).user.me()).toMatchObject({ name: "Ada L.", bio: "Still." });
});

test("a handle that is taken or none is refused beside its field", async ({ api }) => {
  await openTestDoor(api);
  const other = await api.make.user().create();
  await signedInAs(api, "reader");
  expect(await updateProfile(null, formOf({ ...profile, handle: "Not One!" }))).toMatchObject({
    success: false,
    fieldErrors: { handle: expect.any(String) },
    values: { handle: "Not One!", name: "Ada L." },
  });
  expect(await updateProfile(null, formOf({ ...profile, handle: other.handle }))).toMatchObject({
    success: false,
  });
});

test("strangers change nothing", async ({ api }) => {
  await openTestDoor(api);
  for (const action of [updateProfile, changePassword, revokeSessions])
    expect(await action(null, formOf(profile))).toMatchObject({ success: false });
});

test("a password is changed by who knows it, which renews this session", async ({ api }) => {
  await openTestDoor(api);
  await signedInAs(api, "reader");
  const newPassword = "an even longer password";
  expect(
    await changePassword(null, formOf({ currentPassword: "wrong one here", newPassword })),
  ).toMatchObject({ success: false, values: { revokeKeys: "" } });
  expect(
    await changePassword(null, formOf({ currentPassword: password, newPassword: "short" })),
  ).toMatchObject({ success: false, fieldErrors: { newPassword: expect.any(String) } });
  setCookies.length = 0;
  expect(
    await redirectOf(changePassword(null, formOf({ currentPassword: password, newPassword }))),
  ).toBe("/account?done=password#password");
  expect(setCookies.some(({ name }) => name.includes("session_token"))).toBe(true);
});

test("another device is signed out, and only one's own can be", async ({ api }) => {
  await openTestDoor(api);
  const reader = await signedInAs(api, "reader");
  await signedInAs(api, reader);
  const sessions = await api.as(reader).user.sessions();
  expect(sessions).toHaveLength(2);

  await signedInAs(api, "reader");
  expect(await revokeSessions(null, formOf({ id: sessions[0]!.id }))).toMatchObject({
    success: false,
  });
  await signedInAs(api, reader);
  await redirectOf(revokeSessions(null, formOf({ id: sessions[0]!.id })));
  const left = await api.as(reader).user.sessions();
  expect(left.map(({ id }) => id)).not.toContain(sessions[0]!.id);
});
