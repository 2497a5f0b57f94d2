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

interface Head {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What becomes of a request that is answered with this. */
function exchanged(request: Request, body: string | null, { status = 200, headers = {} }: Head) {
  const all = { "x-request-id": "1", ...headers };
  return conforming(async () => new Response(body, { status, headers: all }))(request);
}

/** What becomes of a request for the settings that is answered with this. */
const answered = (body: unknown, status = 200) =>
  exchanged(new Request("http://localhost/api/v1/settings"), JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json" },
  });

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

const at = (path: string, method = "GET") =>
  new Request(`http://localhost/api/v1${path}`, { method });
const refusal = (code: string) =>
  JSON.stringify({ success: false, error: { code, message: "No", details: [] }, meta });
const json = { headers: { "content-type": "application/json" } };

test("a written part of an address wins over one in braces", async () => {
  const counts = { published: 1, draft: 0, scheduled: 0, archived: 0 };
  const body = JSON.stringify({ success: true, data: counts, meta });
  await expect(exchanged(at("/posts/counts"), body, json)).resolves.toBeDefined();
  await expect(exchanged(at("/posts/0192f0c1"), body, json)).rejects.toThrow("not as the document");
});

test("what is refused at the door is described once for all addresses", async () => {
  for (const [status, code] of [
    [405, "method_not_allowed"],
    [413, "too_large"],
    [414, "too_large"],
  ] as const) {
    const init = { ...json, status };
    await expect(exchanged(at("/settings"), refusal(code), init)).resolves.toBeDefined();
    await expect(exchanged(at("/nothing/here"), refusal(code), init)).resolves.toBeDefined();
  }
  const missing = { ...json, status: 404 };
  await expect(exchanged(at("/nothing"), refusal("not_found"), missing)).resolves.toBeDefined();
  await expect(exchanged(at("/settings"), refusal("not_found"), missing)).rejects.toThrow(
    "does not know",
  );
  const found = JSON.stringify({ success: true, data: {}, meta });
  await expect(exchanged(at("/nothing"), found, json)).rejects.toThrow("does not know");
});

test("a stream is one only where it is announced", async () => {
  const stream = { headers: { "content-type": "application/x-ndjson" } };
  await expect(exchanged(at("/posts/export"), "{}\n", stream)).resolves.toBeDefined();
  await expect(exchanged(at("/posts"), "{}\n", stream)).rejects.toThrow("unannounced");
});

test("an answer without a body has none, and every answer has a request id and is JSON", async () => {
  const head = at("/settings", "HEAD");
  await expect(exchanged(head, null, { status: 200 })).resolves.toBeDefined();
  await expect(exchanged(head, "text", { status: 200 })).rejects.toThrow("with a body");
  await expect(exchanged(at("/settings"), "<p>", json)).rejects.toThrow("other than JSON");
  const page = { headers: { "content-type": "text/html" } };
  await expect(exchanged(at("/settings"), "<p>", page)).rejects.toThrow("other than JSON");
  const anonymous = conforming(async () => Response.json({}));
  await expect(anonymous(at("/settings"))).rejects.toThrow("request id");
});
