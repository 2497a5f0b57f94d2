import type { Caller } from "@quoin/api";
import { postPath } from "./addresses.ts";
import { frontPage, listPage, longPage } from "./page-sizes.ts";

/** What stands at an address. */
export type Found =
  /** Something of ours: a page, or an address that Next itself answers with 404. */
  | { readonly kind: "page" }
  /** What was here is there now. */
  | { readonly kind: "moved"; readonly to: string }
  /** A page of ours would stand here, if there were such a post, section, tag or author. */
  | { readonly kind: "nothing" };

const page: Found = { kind: "page" };
const nothing: Found = { kind: "nothing" };

/** Pages that are always there. */
const fixed = new Set(
  [
    "/ /archive /tags /search /account /account/two-factor /sign-in /sign-in/code /sign-in/link /sign-up /verify-email",
    "/forgot-password /reset-password /feed.xml /atom.xml /feed.json /sitemap.xml /robots.txt",
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
  const path = url.pathname.length > 1 ? url.pathname.replace(/\/+$/, "") : "/";
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
    return target?.slug ? postPath(target.slug) : null;
  };

  const [, kind, name = "", suffix = ""] = content.exec(path) ?? [];
  const read = kind && readOf(api, kind, name, url.searchParams.get("cursor") ?? undefined);
  if (read) {
    if (await exists(read())) {
      const plain = path.toLowerCase();
      return path === plain ? slashless(url, path) : { kind: "moved", to: plain };
    }
    const moved = kind === "posts" ? await movedTo(postPath(name)) : null;
    return moved === null ? nothing : { kind: "moved", to: moved + suffix };
  }
  if (fixed.has(path)) {
    const cursor = url.searchParams.get("cursor");
    const list = cursor ? listAt(api, path, cursor) : null;
    if (list && !(await exists(list))) return nothing;
    return slashless(url, path);
  }
  const moved = await movedTo(path);
  return moved === null ? slashless(url, path) : { kind: "moved", to: moved };
}

/** Every page has one address, without a slash at its end. */
const slashless = (url: URL, path: string): Found =>
  url.pathname === path ? page : { kind: "moved", to: path };

function readOf(api: Caller, kind: string, name: string, cursor: string | undefined) {
  const list = { limit: listPage, cursor };
  switch (kind) {
    case "posts":
      return () => api.post.bySlug({ slug: name });
    case "categories":
      return () => api.post.list({ ...list, category: name });
    case "tags":
      return () => api.post.list({ ...list, tag: name });
    default:
      return () => api.post.list({ ...list, author: name });
  }
}

function listAt(api: Caller, path: string, cursor: string): Promise<object> | null {
  if (path === "/") return api.post.list({ limit: frontPage, cursor });
  if (path === "/archive") return api.post.list({ limit: longPage, cursor });
  if (path === "/tags") return api.tag.list({ limit: longPage, cursor });
  return null;
}
