import "server-only";

import { cookies } from "next/headers";
import { readSetCookie } from "@quoin/server/set-cookie";

/** Hands the cookies that identity made to the browser. For actions and route handlers. */
export async function setCookies(headers: Headers): Promise<void> {
  const jar = await cookies();
  for (const line of headers.getSetCookie()) {
    const cookie = readSetCookie(line);
    if (!cookie) continue;
    const { name, value, ...attributes } = cookie;
    jar.set(name, value, attributes);
  }
}
