import { EmptyState, Pager } from "@quoin/ui";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { firstOf, postPath, withQuery } from "../../addresses.ts";
import { api, orNull, publication } from "../../api.ts";
import { formatDay, formatRange } from "../../dates.ts";
import { InnerPage } from "../../frame/inner-page.tsx";
import { PageLink } from "../../frame/page-link.tsx";
import { longPage } from "../../page-sizes.ts";
import { byMonth } from "../../post/by-month.ts";
import { ListHead } from "../../post/list-head.tsx";
import { listMetadata } from "../../post/post-list-page.tsx";

const path = "/archive";

export async function generateMetadata({ searchParams }: PageProps<"/archive">): Promise<Metadata> {
  const { cursor } = await searchParams;
  return {
    title: "Archive",
    description: "Every post by month, newest first",
    ...listMetadata(path, cursor),
  };
}

export default async function Archive({ searchParams }: PageProps<"/archive">) {
  const cursor = firstOf((await searchParams)["cursor"]);
  const [page, about] = await Promise.all([
    orNull((await api()).post.list({ limit: longPage, cursor })),
    publication(),
  ]);
  if (!page) notFound();
  const { items, nextCursor, previousCursor } = page;
  return (
    <InnerPage className="wrap">
      <ListHead kind="Everything" title="Archive" count={about.postCount} />
      {items.length === 0 && (
        <EmptyState seed="archive" title="Nothing is published yet">
          The first post will stand here.
        </EmptyState>
      )}
      {byMonth(items, about).map(({ month, items: posts }) => (
        <section className="month" key={month} aria-label={month}>
          <h2>{month}</h2>
          <ol>
            {posts.map(({ id, slug, title, publishedAt }) => (
              <li key={id}>
                <time dateTime={publishedAt.toISOString()}>{formatDay(publishedAt, about)}</time>
                <PageLink href={postPath(slug)}>{title}</PageLink>
              </li>
            ))}
          </ol>
        </section>
      ))}
      {(nextCursor ?? previousCursor) && (
        <Pager
          as={PageLink}
          newer={cursor && previousCursor ? withQuery(path, { cursor: previousCursor }) : undefined}
          older={nextCursor ? withQuery(path, { cursor: nextCursor }) : undefined}
          range={formatRange(
            items.map(({ publishedAt }) => publishedAt),
            about,
          )}
        />
      )}
    </InnerPage>
  );
}
