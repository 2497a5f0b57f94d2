import { door } from "@quoin/api/door";
import { refuseForm } from "@quoin/server/form-post";
import { type NextRequest, NextResponse } from "next/server";
import { isApi, signInPath } from "./addresses.ts";
import { experiments } from "./experiment/running.ts";
import { postedHeader } from "./forms/posted.ts";
import { lookUp } from "./look-up.ts";
import { standIn } from "./stand-in.ts";
import { introduce, protect } from "./unfronted.ts";

export const config = {
  // Files with their content in their name need nothing from here.
  matcher: "/((?!_next/|stand-in\\.css).*)",
};

/** How long the look-up before a page may take, in milliseconds. */
const patience = 2_800;

/**
 * Before every page: where an address leads, who may try it, and what browsers are told. It is a
 * convenience for the pages behind it and never the only guard.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  // Our own server has told everything already.
  if (door().fronted) return answer(request, new Headers(request.headers));
  const introduced = introduce(request, experiments);
  const response = await answer(request, introduced.headers);
  protect(response, request, introduced);
  return response;
}

async function answer(request: NextRequest, headers: Headers): Promise<NextResponse> {
  const go = () => NextResponse.next({ request: { headers } });
  const { pathname } = request.nextUrl;
  const isRead = request.method === "GET" || request.method === "HEAD";
  if (isApi(pathname)) return go();
  if (!isRead) {
    if (!headers.has("next-action")) headers.set(postedHeader, "1");
    return (await refusal(request)) ?? go();
  }
  if (pathname === "/account" && !hasSession(request))
    return move(request, signInPath("/account"), 307);
  try {
    const found = await within(patience, find(request));
    if (found.kind === "moved") return move(request, found.to, 301);
    if (found.kind === "nothing") {
      // An address that no page answers, so that Next sends the page for such addresses, whole.
      const nowhere = new URL("/not-found", request.url);
      return NextResponse.rewrite(nowhere, { request: { headers } });
    }
  } catch (error) {
    const { code, retryAfterSeconds = 5 } = door().toAppError(error);
    // The page meets the same and says it; this here was only to help.
    if (code !== "unavailable") return go();
    return new NextResponse(standIn("unavailable"), {
      status: 503,
      headers: {
        "content-type": "text/html; charset=utf-8",
        "cache-control": "no-store",
        "retry-after": String(retryAfterSeconds),
      },
    });
  }
  const response = go();
  await prolong(request, response);
  return response;
}

/** Why a form is not even looked at. */
async function refusal(request: NextRequest): Promise<NextResponse | null> {
  const refused = await refuseForm(request, (sent) => door().checkOrigin(sent));
  if (!refused) return null;
  return new NextResponse(`${refused.reason}\n`, {
    status: refused.status,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });
}

/** Looks as nobody in particular: what there is to read is the same for all. */
async function find(request: NextRequest) {
  const api = door();
  const caller = api.createCaller(await api.contextOf(new Headers()));
  // Every page needs this; without it none could be shown.
  await caller.settings.get();
  return lookUp(caller, new URL(request.url), (error) => {
    const { code } = api.toAppError(error);
    return code === "not_found" || code === "validation";
  });
}

/** Fails as unavailable when `work` takes longer than a reader should wait to hear so. */
async function within<Value>(ms: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Late()), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** In the shape that `toAppError` knows. */
class Late extends Error {
  override readonly name = "AppError";
  readonly code = "unavailable";
  readonly details = [];
  readonly retryAfterSeconds = 5;
}

const hasSession = (request: NextRequest) =>
  door().sessionCookieNames.some((name) => request.cookies.has(name));

const move = (request: NextRequest, to: string, status: 301 | 307) =>
  NextResponse.redirect(new URL(to, request.url), status);

/** Extends the session of somebody who comes back; a page itself cannot set cookies. */
async function prolong(request: NextRequest, response: NextResponse): Promise<void> {
  if (request.headers.has("rsc") || !hasSession(request)) return;
  const { auth, log } = door().services;
  try {
    const cookies = await auth.refreshSession(new Headers(request.headers));
    for (const cookie of cookies.getSetCookie()) response.headers.append("set-cookie", cookie);
  } catch (error) {
    log.warn({ err: error }, "a session could not be extended");
  }
}
