import { EmptyState, Pager } from "@quoin/ui";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { firstOf, tagPath, withQuery } from "../../addresses.ts";
import { api, orNull } from "../../api.ts";
import { InnerPage } from "../../frame/inner-page.tsx";
import { PageLink } from "../../frame/page-link.tsx";
import { longPage } from "../../page-sizes.ts";
import { listMetadata } from "../../post/post-list-page.tsx";

const path = "/tags";

export async function generateMetadata({ searchParams }: PageProps<"/tags">): Promise<Metadata> {
  const { cursor } = await searchParams;
  return { title: "All tags", ...listMetadata(path, cursor) };
}

export default async function Tags({ searchParams }: PageProps<"/tags">) {
  const cursor = firstOf((await searchParams)["cursor"]);
  const page = await orNull((await api()).tag.list({ limit: longPage, cursor }));
  if (!page) notFound();
  const { items, nextCursor, previousCursor } = page;
  const used = items.filter((tag) => tag.postCount > 0);
  return (
    <InnerPage className="wrap">
      <header className="list-head">
        <p className="kicker">What posts are about</p>
        <h1>All tags</h1>
      </header>
      {used.length === 0 ? (
        <EmptyState seed="tags" title="No tags yet">
          Tags stand here once posts carry them.
        </EmptyState>
      ) : (
        <ul className="tag-index">
          {used.map(({ slug, name, postCount }) => (
            <li key={slug}>
              <PageLink href={tagPath(slug)}>{name}</PageLink>
              <span>
                {postCount}
                <span className="vh"> {postCount === 1 ? "post" : "posts"}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {(nextCursor ?? previousCursor) && (
        <Pager
          as={PageLink}
          newerLabel="Back"
          olderLabel="More"
          newer={cursor && previousCursor ? withQuery(path, { cursor: previousCursor }) : undefined}
          older={nextCursor ? withQuery(path, { cursor: nextCursor }) : undefined}
          range={used.length > 0 ? `${used[0]?.name} to ${used.at(-1)?.name}` : undefined}
        />
      )}
    </InnerPage>
  );
}
