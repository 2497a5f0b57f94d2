import { randomBytes } from "node:crypto";
import { door } from "@quoin/api/door";
import { requestIdFrom } from "@quoin/log";
import { countryOf } from "@quoin/server/country";
import { inertPolicy, pagePolicy, securityHeaders } from "@quoin/server/headers";
import type { NextRequest, NextResponse } from "next/server";
import { isApi } from "./addresses.ts";
import { assign } from "./experiment/assign.ts";
import type { Experiment } from "./experiment/experiment.ts";

// What our server does for every request, on a host that starts Next by itself.

interface Introduced {
  /** The request's headers, as the page behind is to see them. */
  readonly headers: Headers;
  readonly setCookie: string | undefined;
}

const isDev = process.env.NODE_ENV === "development";
const isSecure = () => door().services.urls.web.startsWith("https:");

/** What our server would have told the pages, and nothing a client made up. */
export function introduce(request: NextRequest, experiments: readonly Experiment[]): Introduced {
  const { countryHeader } = door();
  const headers = new Headers(
    [...request.headers].filter(
      ([name]) => !/^(?:x-quoin-.*|x-nonce|content-security-policy.*)$/.test(name),
    ),
  );
  const nonce = randomBytes(16).toString("base64url");
  const client =
    headers.get("x-real-ip") ?? headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  headers.set("x-request-id", requestIdFrom(headers.get("x-request-id")));
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", pagePolicy({ nonce, dev: isDev }));
  if (client) headers.set("x-quoin-client-ip", client);

  // The host in front is what a trusted proxy is to our server.
  const country = countryHeader && countryOf(headers.get(countryHeader));
  if (countryHeader) headers.delete(countryHeader);
  if (country) headers.set("x-quoin-country", country);
  const visitor = {
    path: request.nextUrl.pathname,
    cookie: headers.get("cookie") ?? undefined,
    country: country || undefined,
  };
  const assigned = assign(experiments, visitor, { secure: isSecure() });
  if (assigned) headers.set("x-quoin-variants", assigned.variants);
  return { headers, setCookie: assigned?.setCookie };
}

/** What our server would have told the browser. */
export function protect(
  response: NextResponse,
  request: NextRequest,
  { headers, setCookie }: Introduced,
): void {
  const secure = isSecure();
  const nonce = headers.get("x-nonce") ?? "";
  const policy = isApi(request.nextUrl.pathname)
    ? inertPolicy
    : pagePolicy({ nonce, dev: isDev, secure });
  for (const [name, value] of Object.entries(securityHeaders({ secure })))
    response.headers.set(name, value);
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-request-id", headers.get("x-request-id") ?? "");
  if (setCookie !== undefined) response.headers.append("set-cookie", setCookie);
}
