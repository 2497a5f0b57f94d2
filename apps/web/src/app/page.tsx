import { EmptyState, Icon } from "@quoin/ui";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { firstOf } from "../addresses.ts";
import { api, orNull, publication, webUrl } from "../api.ts";
import { formatter } from "../dates.ts";
import { Masthead } from "../frame/masthead.tsx";
import { PageLink } from "../frame/page-link.tsx";
import { Lead } from "../home/lead.tsx";
import { Rail } from "../frame/rail.tsx";
import { frontPage } from "../page-sizes.ts";
import { IndexList } from "../post/index-list.tsx";
import { JsonLd, websiteLd } from "../structured-data.tsx";

export async function generateMetadata({ searchParams }: PageProps<"/">): Promise<Metadata> {
  const { cursor } = await searchParams;
  // A later page changes with every new post: it is for readers, not for an index.
  if (cursor) return { title: "Older posts", robots: { index: false, follow: true } };
  return { alternates: { canonical: "/" } };
}

export default async function Home({ searchParams }: PageProps<"/">) {
  const cursor = firstOf((await searchParams)["cursor"]);
  const [page, about] = await Promise.all([
    orNull((await api()).post.list({ limit: frontPage, cursor })),
    publication(),
  ]);
  if (!page) notFound();
  const write = formatter(about);
  const isFirst = !cursor || page.previousCursor === null;
  const [newest, ...others] = page.items;
  const lead = isFirst ? newest : undefined;
  return (
    <>
      <Masthead isFirstPage={isFirst} />
      <main id="main" className="wrap" tabIndex={-1}>
        {newest === undefined ? (
          <EmptyState size="page" seed="empty publication" title="Nothing is published yet">
            The first post will stand here.
          </EmptyState>
        ) : (
          <>
            {lead ? <Lead post={lead} write={write} /> : <h1 className="vh">Older posts</h1>}
            <div className="home-grid">
              <section aria-labelledby="lately">
                <h2 className="sect" id="lately">
                  <span>{isFirst ? "Lately" : "Earlier"}</span>
                  <PageLink href="/archive">
                    All {about.postCount.toLocaleString("en")} posts <Icon name="arrow-right" />
                  </PageLink>
                </h2>
                <IndexList
                  posts={lead ? others : page.items}
                  covers={page.items}
                  path="/"
                  next={page.nextCursor}
                  previous={page.previousCursor}
                  isFirst={isFirst}
                />
              </section>
              <Rail />
            </div>
          </>
        )}
      </main>
      {isFirst && <JsonLd data={websiteLd(about, webUrl())} />}
    </>
  );
}
