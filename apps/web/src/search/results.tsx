import type { Outputs } from "@quoin/client";
import { ButtonLink, Ornament } from "@quoin/ui";
import { postPath, withQuery } from "../addresses.ts";
import type { WriteDate } from "../dates.ts";
import { PageLink } from "../frame/page-link.tsx";
import { CardMeta } from "../post/card-meta.tsx";
import { Marked } from "./marked.tsx";

type Found = Outputs["post"]["search"];

/** What a search found, best first. */
export function Results({
  found,
  query,
  write,
}: {
  found: Pick<Found, "items" | "nextCursor">;
  query: string;
  write: WriteDate;
}) {
  return (
    <ol className="results">
      {found.items.map((post) => (
        <li className="entry s-entry" key={post.id}>
          <div className="entry-body">
            <CardMeta post={post} date={write(post.publishedAt)} />
            <h3>
              <PageLink href={postPath(post.slug)}>
                <Marked runs={post.titleMarked} />
              </PageLink>
            </h3>
            <p className="entry-dek">
              …<Marked runs={post.snippet} />…
            </p>
          </div>
          <div className="entry-orn">
            <Ornament slug={post.slug} />
          </div>
        </li>
      ))}
      {found.nextCursor && (
        <li className="more">
          <ButtonLink
            as={PageLink}
            variant="line"
            size="lg"
            rel="next"
            href={withQuery("/search", { q: query, cursor: found.nextCursor })}
          >
            More results
          </ButtonLink>
        </li>
      )}
    </ol>
  );
}
