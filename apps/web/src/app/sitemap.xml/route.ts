import type { Caller } from "@quoin/api";
import { categoryPath, postPath, withQuery } from "../../addresses.ts";
import { api, orNull, publication, sections, webUrl } from "../../api.ts";
import { answer, nothing } from "../../feeds/answer.ts";
import { orUnavailable } from "../../feeds/or-unavailable.ts";
import { type SitemapEntry, sitemapIndex, urlSet } from "../../feeds/sitemap.ts";
import { longPage } from "../../page-sizes.ts";

/** As many posts as one file lists; beyond that the file becomes a list of files. */
const perFile = 5_000;
const type = "application/xml; charset=utf-8";

export const GET = (request: Request) => orUnavailable(() => sitemap(request));

async function sitemap(request: Request): Promise<Response> {
  const from = new URL(request.url).searchParams.get("from");
  const [caller, { postCount }] = await Promise.all([api(), publication()]);
  if (postCount > perFile && !from) return answer(request, sitemapIndex(await files(caller)), type);
  const isFirst = !from || from === "start";
  const posts = await orNull(postsFrom(caller, isFirst ? undefined : from));
  if (!posts) return nothing();
  return answer(request, urlSet([...(isFirst ? await otherPages() : []), ...posts]), type);
}

const pageFrom = (caller: Caller, cursor: string | undefined) =>
  caller.post.list({ limit: longPage, cursor });

/** The posts of one file. */
async function postsFrom(caller: Caller, cursor: string | undefined): Promise<SitemapEntry[]> {
  const entries: SitemapEntry[] = [];
  let from = cursor;
  do {
    const { items, nextCursor } = await pageFrom(caller, from);
    for (const { slug, updatedAt } of items)
      entries.push({ url: webUrl() + postPath(slug), changed: updatedAt });
    from = nextCursor ?? undefined;
  } while (from && entries.length < perFile);
  return entries;
}

/** The pages that are not posts. */
async function otherPages(): Promise<SitemapEntry[]> {
  const filled = (await sections()).filter(({ postCount }) => postCount > 0);
  return ["/", "/archive", "/tags", ...filled.map(({ slug }) => categoryPath(slug))].map(
    (path) => ({ url: webUrl() + path }),
  );
}

/** Where each file begins. */
async function files(caller: Caller): Promise<SitemapEntry[]> {
  const found: SitemapEntry[] = [];
  let cursor: string | undefined;
  let count = 0;
  do {
    if (count % perFile === 0)
      found.push({ url: webUrl() + withQuery("/sitemap.xml", { from: cursor ?? "start" }) });
    const { items, nextCursor } = await pageFrom(caller, cursor);
    count += items.length;
    cursor = nextCursor ?? undefined;
  } while (cursor);
  return found;
}
