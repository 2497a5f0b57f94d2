import { expect, test } from "vitest";
import { conforming } from "./conformance.ts";

const meta = { requestId: "1", timestamp: "2026-03-01T12:00:00.000Z" };
const settings = {
  title: "A",
  tagline: "",
  description: "",
  locale: "en",
  timeZone: "UTC",
  commentsOpen: true,
  signUpOpen: true,
  postCount: 1,
};

/** What becomes of a request for the settings that is answered with this. */
function answered(body: unknown, status = 200) {
  const headers = { "x-request-id": "1" };
  const handler = conforming(async () => Response.json(body, { status, headers }));
  return handler(new Request("http://localhost/api/v1/settings"));
}

test("an answer that is as described passes", async () => {
  await expect(answered({ success: true, data: settings, meta })).resolves.toBeDefined();
});

test("what is not described does not", async () => {
  const { title: _title, ...less } = settings;
  for (const data of [less, { ...settings, secret: 1 }, { ...settings, postCount: "1" }, null])
    await expect(answered({ success: true, data, meta })).rejects.toThrow("not as the document");
  await expect(answered({ success: true, data: settings })).rejects.toThrow("meta");
  await expect(answered({ success: true, data: settings, meta }, 202)).rejects.toThrow(
    "does not know",
  );
  const error = { code: "teapot", message: "", details: [] };
  await expect(answered({ success: false, error, meta }, 401)).rejects.toThrow("error/code");
});
