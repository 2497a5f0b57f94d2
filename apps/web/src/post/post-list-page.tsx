import type { Outputs } from "@quoin/client";
import { EmptyState } from "@quoin/ui";
import type { ReactNode } from "react";
import { InnerPage } from "../frame/inner-page.tsx";
import { Rail } from "../frame/rail.tsx";
import { IndexList } from "./index-list.tsx";

/** A page of a section's, tag's or author's posts under its head. */
export function PostListPage({
  path,
  page,
  cursor,
  current,
  children,
}: {
  path: string;
  page: Outputs["post"]["list"];
  cursor: string | undefined;
  /** The section's slug, when it is one. */
  current?: string;
  /** The head. */
  children: ReactNode;
}) {
  return (
    <InnerPage current={current} className="wrap">
      {children}
      <div className="home-grid">
        <section className="list-body" aria-labelledby="posts">
          <h2 className="vh" id="posts">
            Posts
          </h2>
          {page.items.length === 0 ? (
            <EmptyState seed={path} title="Nothing here yet">
              The first post in this list will stand here.
            </EmptyState>
          ) : (
            <IndexList
              posts={page.items}
              path={path}
              next={page.nextCursor}
              previous={page.previousCursor}
              isFirst={!cursor || page.previousCursor === null}
            />
          )}
        </section>
        <Rail current={current} />
      </div>
    </InnerPage>
  );
}

/** What crawlers are told of a list: only its first page stays what it is. */
export const listMetadata = (path: string, cursor: unknown) =>
  cursor ? { robots: { index: false, follow: true } } : { alternates: { canonical: path } };
