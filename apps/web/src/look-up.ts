import type { Caller } from "@quoin/api";
import { frontPage, listPage, longPage } from "./page-sizes.ts";

/** What stands at an address. */
export type Found =
  /** Something of ours: a page, or an address that Next itself answers with 404. */
  | { readonly kind: "page" }
  /** What was here is there now: path and query. */
  | { readonly kind: "moved"; readonly to: string }
  /** A page of ours would stand here, if there were such a post, section, tag or author. */
  | { readonly kind: "nothing" };

const page: Found = { kind: "page" };
const nothing: Found = { kind: "nothing" };
const moved = (to: string): Found => ({ kind: "moved", to });

/** Pages that are always there. */
const fixed = new Set(
  [
    "/ /archive /tags /search /account /account/two-factor /sign-in /sign-in/code /sign-in/link /sign-up /verify-email",
    "/forgot-password /reset-password /welcome /feed.xml /atom.xml /feed.json /sitemap.xml /robots.txt",
    "/llms.txt /icon.svg /favicon.ico",
  ]
    .join(" ")
    .split(" "),
);

const content = /^\/(posts|categories|tags|authors)\/([^/]+?)(\.md|\/feed\.xml)?$/;

/**
 * Finds out before a page is rendered whether there is one: only then can the answer be a redirect in
 * one hop, or a 404 that is complete without script. What it reads is remembered, and the page reads
 * it again. `isMissing` says of a failure that it means "there is none".
 */
export async function lookUp(
  api: Caller,
  url: URL,
  isMissing: (error: unknown) => boolean,
): Promise<Found> {
  // What begins with two slashes would lead a browser to another host.
  const path = url.pathname.replace(/\/+$/, "").replace(/^\/{2,}/, "/") || "/";
  const orNull = async <Value>(call: Promise<Value>): Promise<Value | null> => {
    try {
      return await call;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  };
  const exists = async (call: Promise<object>): Promise<boolean> => (await orNull(call)) !== null;
  const movedTo = async (from: string): Promise<string | null> => {
    const target = await orNull(api.post.resolvePath({ path: from }));
    return target?.path ?? null;
  };
  const movedInAnyCase = async (from: string): Promise<string | null> => {
    const plain = from.toLowerCase();
    return (await movedTo(from)) ?? (plain === from ? null : movedTo(plain));
  };

  const [, kind, name = "", suffix = ""] = content.exec(path) ?? [];
  if (kind) {
    const cursor = url.searchParams.get("cursor");
    if (await exists(read(api, kind, name, cursor))) {
      const plain = path.toLowerCase();
      return path === plain ? slashless(url, path) : moved(plain + url.search);
    }
    // A place in its list that never was.
    if (cursor && (await exists(read(api, kind, name, null)))) return nothing;
    const old = `/${kind}/${name}`;
    const now = await movedInAnyCase(old);
    if (now === null || now === old) return nothing;
    return moved(now + (now.startsWith(`/${kind}/`) ? suffix : "") + withoutPlace(url.search));
  }
  if (fixed.has(path)) {
    const cursor = url.searchParams.get("cursor");
    const list = cursor ? listAt(api, path, cursor) : null;
    if (list && !(await exists(list))) return nothing;
    // What every page needs may be remembered, while what is searched for never is. Next cannot say 503
    // any more when it finds that out, so the database is asked for something before.
    if (path === "/search" && url.searchParams.get("q")) await movedTo(path);
    return slashless(url, path);
  }
  const now = await movedInAnyCase(path);
  return now === null ? slashless(url, path) : moved(now + url.search);
}

/** Every page has one address, without a slash at its end. */
const slashless = (url: URL, path: string): Found =>
  url.pathname === path ? page : moved(path + url.search);

/** A query without the place in a list, which is known by the list's name of then. */
function withoutPlace(search: string): string {
  const query = new URLSearchParams(search);
  if (!query.has("cursor")) return search;
  query.delete("cursor");
  return query.size > 0 ? `?${query}` : "";
}

/** What a page shows first; rejects when there is no such post, section, tag or author, or place in a list. */
async function read(
  api: Caller,
  kind: string,
  name: string,
  cursor: string | null,
): Promise<object> {
  const list = { limit: listPage, cursor };
  switch (kind) {
    case "posts":
      return api.post.bySlug({ slug: name });
    case "categories":
      return api.post.list({ ...list, category: name });
    case "tags":
      return api.post.list({ ...list, tag: name });
    default:
      // Somebody who only reads has no page, so who had their handle before may lead on from it.
      await api.user.byHandle({ handle: name });
      return api.post.list({ ...list, author: name });
  }
}

function listAt(api: Caller, path: string, cursor: string): Promise<object> | null {
  if (path === "/") return api.post.list({ limit: frontPage, cursor });
  if (path === "/archive") return api.post.list({ limit: longPage, cursor });
  if (path === "/tags") return api.tag.list({ limit: longPage, cursor });
  return null;
}
