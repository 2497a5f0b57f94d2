import type { Outputs } from "@quoin/client";
import { Icon, Ornament } from "@quoin/ui";
import { postPath } from "../addresses.ts";
import { PageLink } from "../frame/page-link.tsx";

type Post = Outputs["post"]["bySlug"];

/** The posts before and after, and those near by. */
export function PostFoot({ post }: { post: Post }) {
  const { older, newer, related } = post;
  return (
    <>
      {(older ?? newer) && (
        <nav className="wrap prevnext" aria-label="More posts">
          {older ? (
            <PageLink href={postPath(older.slug)} rel="prev">
              <span>
                <Icon name="arrow-left" />
                Previous
              </span>
              <b>{older.title}</b>
            </PageLink>
          ) : (
            <span />
          )}
          {newer && (
            <PageLink className="next" href={postPath(newer.slug)} rel="next">
              <span>
                Next
                <Icon name="arrow-right" />
              </span>
              <b>{newer.title}</b>
            </PageLink>
          )}
        </nav>
      )}
      {related.length > 0 && (
        <section className="wrap related" aria-labelledby="near">
          <h2 className="sect" id="near">
            Near this
          </h2>
          <div className="rel-grid">
            {related.map(({ id, slug, title, categories, readingMinutes }) => (
              <PageLink key={id} className="rel" href={postPath(slug)}>
                <Ornament slug={slug} shape="wide" />
                <span className="meta">
                  {categories[0] && <span className="cat">{categories[0].name}</span>}
                  <span>{readingMinutes} min</span>
                </span>
                <b>{title}</b>
              </PageLink>
            ))}
          </div>
        </section>
      )}
    </>
  );
}
