/**
 * Lets scripts of any site call the REST API with a key or token of their own, and read what it says.
 * Never with the cookie of whoever looks at that site: no answer allows credentials, so browsers keep
 * them back. See the Fetch standard, "CORS protocol and credentials".
 */
export function openToSites(request: Request, response: Response): Response {
  if (!request.headers.has("origin")) return response;
  const headers = new Headers(response.headers);
  headers.set("access-control-allow-origin", "*");
  headers.set("access-control-expose-headers", exposed);
  if (request.method === "OPTIONS") {
    headers.set("access-control-allow-methods", headers.get("allow") ?? "");
    headers.set("access-control-allow-headers", accepted);
    headers.set("access-control-max-age", "86400");
  }
  return new Response(response.body, { status: response.status, headers });
}

const accepted =
  "authorization, content-type, idempotency-key, if-none-match, last-event-id, x-api-key, x-request-id";
const exposed = [
  "etag",
  "idempotency-replayed",
  "location",
  "ratelimit-limit",
  "ratelimit-policy",
  "ratelimit-remaining",
  "ratelimit-reset",
  "retry-after",
  "x-request-id",
].join(", ");
