import { createHash } from "node:crypto";

/**
 * A text for programs, which ask again and again: they get it only when it has changed. It may be
 * kept, and must be asked about each time, because a post should be seen when it is out.
 */
export function answer(
  request: Request,
  body: string,
  type: string,
  more: { readonly changed?: Date; readonly headers?: Readonly<Record<string, string>> } = {},
): Response {
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  const headers = new Headers({
    "content-type": type,
    "cache-control": "public, max-age=0, must-revalidate",
    etag,
    ...(more.changed && { "last-modified": more.changed.toUTCString() }),
    ...more.headers,
  });
  const known = request.headers.get("if-none-match");
  if (known !== null && isKnown(known, etag)) return new Response(null, { status: 304, headers });
  return new Response(body, { headers });
}

/** Whether a list of tags, weak ones included, names this one. */
function isKnown(list: string, etag: string): boolean {
  return list
    .split(",")
    .map((tag) => tag.trim().replace(/^W\//, ""))
    .some((tag) => tag === "*" || tag === etag);
}

/** For programs: there is nothing under this address. */
export const nothing = (): Response =>
  new Response("Nothing under this address\n", {
    status: 404,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-cache" },
  });
