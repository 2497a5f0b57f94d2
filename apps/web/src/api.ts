import "server-only";

import { cookies, headers } from "next/headers";
import { cache } from "react";
import { door } from "@quoin/api/door";
import { postedHeader } from "./forms/posted.ts";

/**
 * Whether this page answers a form that was sent without script. Somebody whose session ended meanwhile is shown
 * the form again, as what they typed is nowhere else.
 */
export const isPosted = async (): Promise<boolean> => (await headers()).has(postedHeader);

/** The headers of the request at hand. A page speaks for a person: keys and tokens are for the API. */
export const pageHeaders = cache(async (): Promise<Headers> => {
  const given = new Headers(await headers());
  given.delete("authorization");
  given.delete("x-api-key");
  // As an action has left them: the page that it shows again belongs to the session it began.
  given.set("cookie", (await cookies()).toString());
  return given;
});

const request = cache(async () => {
  const ctx = await door().contextOf(await pageHeaders());
  return { ctx, api: door().createCaller(ctx) };
});

/**
 * The API as whoever asked for this page: `await (await api()).post.list({})`. The caller alone: what
 * hands queries on to hooks would send its script to every reader, and no page here has hooks.
 */
export const api = async () => (await request()).api;

/** The same for a form that may be sent twice: what its `key` named before is not done again. */
export async function apiOnce(key: string) {
  const { ctx } = await request();
  return door().createCaller(key === "" ? ctx : { ...ctx, idempotencyKey: key });
}

/** Who asked for this page; null for readers without an account. */
export const viewer = async () => (await request()).ctx.user;

/** Whom an admin acts as on this page; null when nobody does. */
export const actedAs = async () => {
  const { user, session } = (await request()).ctx;
  return session?.impersonatedBy ? user : null;
};

/** The publication's own facts. */
export const publication = cache(async () => (await api()).settings.get());

/** The publication's sections in their order. */
export const sections = cache(async () => (await (await api()).category.list({})).items);

/** Where the publication is, without a slash at its end; from the settings, never from a request. */
export const webUrl = (): string => door().services.urls.web;
export const adminUrl = (): string => door().services.urls.admin;

/** What `call` finds, or null when there is no such thing. Other failures stay failures. */
export async function orNull<Value>(call: Promise<Value>): Promise<Value | null> {
  try {
    return await call;
  } catch (error) {
    const { code } = door().toAppError(error);
    if (code === "not_found" || code === "validation") return null;
    throw error;
  }
}
