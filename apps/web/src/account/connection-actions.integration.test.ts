import { test } from "@quoin/api/testing";
import { beforeEach, expect, vi } from "vitest";
import { newBrowser, sending } from "../testing/next-request.ts";
import { formOf, openTestDoor, redirectOf } from "../testing/publication.ts";
import { signedInAs } from "../testing/reader.ts";
import { disconnect } from "./connection-actions.ts";

vi.mock("server-only", () => ({}));
vi.mock("next/headers", () => import("../testing/next-request.ts"));

beforeEach(() => newBrowser());

const id = "0190b2f0-0000-7000-8000-000000000000";

test("what is not connected is taken off all the same, with script and without", async ({
  api,
}) => {
  await openTestDoor(api);
  await signedInAs(api, "reader");
  const off = () => redirectOf(disconnect(null, formOf({ id })));
  expect(await off()).toBe("/account?done=disconnected#connections");
  sending({ "next-action": "an action" });
  expect(await off()).toBe("/account?done=disconnected#connections");
});

test("strangers, other sites and what is no form take nothing off", async ({ api }) => {
  await openTestDoor(api);
  expect(await disconnect(null, formOf({ id }))).toMatchObject({ success: false });
  await signedInAs(api, "reader");
  expect(await disconnect(null, formOf({ id: "one" }))).toMatchObject({ success: false });
  expect(await disconnect(null, null as unknown as FormData)).toMatchObject({ success: false });
  sending({ origin: "https://evil.example" });
  expect(await disconnect(null, formOf({ id }))).toMatchObject({ success: false });
});
