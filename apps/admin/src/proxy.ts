import { randomBytes } from "node:crypto";
import { door } from "@quoin/api/door";
import { requestIdFrom } from "@quoin/log";
import { refuseForm } from "@quoin/server/form-post";
import { inertPolicy, pagePolicy, securityHeaders } from "@quoin/server/headers";
import { type NextRequest, NextResponse } from "next/server";
import { unavailablePage } from "./unavailable.ts";

export const config = {
  // Files with their content in their name need nothing from here.
  matcher: "/((?!_next/|unavailable\\.css|icon\\.svg).*)",
};

/** How long the database may take before a page says that it does not answer, in milliseconds. */
const patience = 2_800;

/**
 * Before every page: who may try it, and what browsers are told. It is a convenience for the pages
 * behind it and never the only guard.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { fronted } = door();
  const headers = fronted ? new Headers(request.headers) : introduce(request);
  const { pathname, search } = request.nextUrl;
  headers.set("x-quoin-path", pathname + search);
  const response = await answer(request, headers);
  if (!fronted) protect(response, request, headers);
  return response;
}

async function answer(request: NextRequest, headers: Headers): Promise<NextResponse> {
  const go = () => NextResponse.next({ request: { headers } });
  const { pathname, search } = request.nextUrl;
  const isRead = request.method === "GET" || request.method === "HEAD";
  if (isApi(pathname)) return go();
  if (!isRead) return (await refusal(request)) ?? go();
  if (!isOpen(pathname) && !hasSession(request)) {
    const to = new URL("/sign-in", request.url);
    if (pathname !== "/") to.searchParams.set("redirectTo", pathname + search);
    return NextResponse.redirect(to, 307);
  }
  // Parts of a page that is already open; a failure shows inside it.
  if (request.headers.has("rsc")) return go();
  try {
    const response = go();
    await within(patience, Promise.all([ready(), prolong(request, response)]));
    return response;
  } catch (error) {
    const { code, retryAfterSeconds = 5 } = door().toAppError(error);
    if (code !== "unavailable") throw error;
    return new NextResponse(unavailablePage(), {
      status: 503,
      headers: {
        "content-type": "text/html; charset=utf-8",
        "cache-control": "no-store",
        "retry-after": String(retryAfterSeconds),
      },
    });
  }
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

/** Every page needs the publication's facts; without them none could be shown. */
async function ready(): Promise<void> {
  const api = door();
  await api.createCaller(await api.contextOf(new Headers())).settings.get();
}

/** Fails as unavailable when `work` takes longer than somebody should wait to hear so. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Late()), ms);
  });
  try {
    await Promise.race([work, late]);
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

const isApi = (path: string) =>
  path.startsWith("/api/") || path === "/healthz" || path === "/readyz";

/** Pages for people who are not signed in. */
const isOpen = (path: string) =>
  /^\/(?:sign-in(?:\/(?:link|code))?|reset-password|verify-email|forgot-password|welcome)$/.test(
    path,
  );

const hasSession = (request: NextRequest) =>
  door().sessionCookieNames.some((name) => request.cookies.has(name));

/** Extends the session of somebody who comes back; a page itself cannot set cookies. */
async function prolong(request: NextRequest, response: NextResponse): Promise<void> {
  if (!hasSession(request)) return;
  const cookies = await door().services.auth.refreshSession(new Headers(request.headers));
  for (const cookie of cookies.getSetCookie()) response.headers.append("set-cookie", cookie);
}

/** On a host without our server: what it would have told the pages, and nothing a client made up. */
function introduce(request: NextRequest): Headers {
  const headers = new Headers(
    [...request.headers].filter(
      ([name]) => !/^(?:x-quoin-.*|x-nonce|content-security-policy.*)$/.test(name),
    ),
  );
  const nonce = randomBytes(16).toString("base64url");
  const forwarded = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  const client = headers.get("x-real-ip") ?? forwarded;
  headers.set("x-request-id", requestIdFrom(headers.get("x-request-id")));
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", pagePolicy({ nonce, dev: isDev }));
  if (client) headers.set("x-quoin-client-ip", client);
  return headers;
}

const isDev = process.env.NODE_ENV === "development";

function protect(response: NextResponse, request: NextRequest, introduced: Headers): void {
  const secure = door().services.urls.admin.startsWith("https:");
  const nonce = introduced.get("x-nonce") ?? "";
  const policy = isApi(request.nextUrl.pathname)
    ? inertPolicy
    : pagePolicy({ nonce, dev: isDev, secure });
  for (const [name, value] of Object.entries(securityHeaders({ secure })))
    response.headers.set(name, value);
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-request-id", introduced.get("x-request-id") ?? "");
}
