import "server-only";

import { door } from "@quoin/api/door";
import { createServerApi } from "@quoin/client/server";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";

/** A page speaks for a person: keys and tokens are for the API. */
const forPages = [
  "cookie",
  "x-request-id",
  "x-quoin-client-ip",
  // Identity asks where a write comes from, and notes the device of a session.
  "origin",
  "referer",
  "sec-fetch-site",
  "user-agent",
];

/** The headers of the request at hand that pages and actions pass on. */
export const pageHeaders = cache(async (): Promise<Headers> => {
  const given = await headers();
  return new Headers(
    forPages.flatMap((name): [string, string][] => {
      const value = given.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
});

const request = cache(async () => {
  const ctx = await door().contextOf(await pageHeaders());
  return { ctx, ...createServerApi(door().createCaller(ctx)) };
});

/** The API as whoever asked for this page, and the component that hands prefetched queries to the hooks. */
export const serverApi = async () => {
  const { api, HydrateClient } = await request();
  return { api, HydrateClient };
};

/** Who asked for this page; null when nobody is signed in. */
export const viewer = cache(async () => (await request()).ctx.user);

/** False when only the part of a page is asked for that differs from the page that is open. */
export const isWholePage = async (): Promise<boolean> =>
  ((await headers()).get("sec-fetch-dest") ?? "document") === "document";

/** True while an admin acts as whoever asked for this page. */
export const isActing = async () => Boolean((await request()).ctx.session?.impersonatedBy);

/** Who asked for this page; sends everyone else to sign in and back. What they may do is the API's to say. */
export async function requireViewer() {
  const user = await viewer();
  if (user) return user;
  const path = (await headers()).get("x-quoin-path") ?? "/";
  redirect(path === "/" ? "/sign-in" : `/sign-in?redirectTo=${encodeURIComponent(path)}`);
}

/** The publication's own facts: its title, its language, its time zone. */
export const publication = cache(async () => {
  const about = await (await request()).api.settings.get();
  // Plain `en` writes the day first here, as the pages are drawn; `en-US` says otherwise.
  return about.locale === "en" ? { ...about, locale: "en-GB" } : about;
});

/** Where readers find the publication, without a slash at its end. */
export const webUrl = (): string => door().services.urls.web;
