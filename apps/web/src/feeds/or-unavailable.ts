import "server-only";

import { door } from "@quoin/api/door";
import { headers } from "next/headers";

/** Makes an answer for programs; while nothing can be read it says so, and when to ask again. */
export async function orUnavailable(make: () => Promise<Response>): Promise<Response> {
  // Made for each request, never while the app is built, where nothing can be read at all.
  await headers();
  try {
    return await make();
  } catch (error) {
    const { code, message, retryAfterSeconds = 5 } = door().toAppError(error);
    if (code !== "unavailable") throw error;
    return new Response(`${message}\n`, {
      status: 503,
      headers: {
        "content-type": "text/plain; charset=utf-8",
        "cache-control": "no-store",
        "retry-after": String(retryAfterSeconds),
      },
    });
  }
}
