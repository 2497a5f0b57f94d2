import { categoryPath, postPath, withQuery } from "../../addresses.ts";
import { api, orNull, publication, sections, webUrl } from "../../api.ts";
import { nothing } from "../../feeds/answer.ts";
import { type SitemapEntry, sitemapIndex, urlSet } from "../../feeds/sitemap.ts";

/** As many posts as one file lists; beyond that the file becomes a list of files. */
const perFile = 5_000;
const perCall = 100;

const headers = {
  "content-type": "application/xml; charset=utf-8",
  "cache-control": "public, max-age=0, must-revalidate",
};

export async function GET(request: Request) {
  const from = new URL(request.url).searchParams.get("from") ?? undefined;
  const { postCount } = await publication();
  if (postCount > perFile && !from) {
    return new Response(sitemapIndex(await files()), { headers });
  }
  const first = await orNull(postsFrom(from === "start" ? undefined : from));
  if (!first) return nothing();
  const pages = from && from !== "start" ? [] : await otherPages();
  return new Response(streamOf(file(first, pages)), { headers });
}

/** Sends texts as they are made, and makes none before there is room for it. */
function streamOf(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await texts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await texts.return(undefined);
    },
  });
}

const postsFrom = async (cursor: string | undefined) =>
  (await api()).post.list({ limit: perCall, cursor });

type Page = Awaited<ReturnType<typeof postsFrom>>;

const entriesOf = ({ items }: Page): SitemapEntry[] =>
  items.map(({ slug, updatedAt }) => ({ url: webUrl() + postPath(slug), changed: updatedAt }));

/** The pages that are not posts. */
async function otherPages(): Promise<SitemapEntry[]> {
  const filled = (await sections()).filter(({ postCount }) => postCount > 0);
  return ["/", "/archive", "/tags", ...filled.map(({ slug }) => categoryPath(slug))].map(
    (path) => ({ url: webUrl() + path }),
  );
}

/** One file, written as its posts come, so that a large one is never held whole. */
async function* file(first: Page, pages: readonly SitemapEntry[]): AsyncGenerator<string> {
  yield urlSet.begin + urlSet.lines(pages);
  let page = first;
  let count = 0;
  for (;;) {
    yield urlSet.lines(entriesOf(page));
    count += page.items.length;
    if (!page.nextCursor || count >= perFile) break;
    page = await postsFrom(page.nextCursor);
  }
  yield urlSet.end;
}

/** Where each file begins. */
async function files(): Promise<SitemapEntry[]> {
  const found: SitemapEntry[] = [];
  let cursor: string | undefined;
  let count = 0;
  for (;;) {
    if (count % perFile === 0)
      found.push({ url: webUrl() + withQuery("/sitemap.xml", { from: cursor ?? "start" }) });
    const page = await postsFrom(cursor);
    count += perCall;
    if (!page.nextCursor) return found;
    cursor = page.nextCursor;
  }
}
