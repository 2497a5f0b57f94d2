import { Pager } from "@quoin/ui";
import { withQuery } from "../addresses.ts";
import { publication } from "../api.ts";
import { formatRange, formatter } from "../dates.ts";
import { PageLink } from "../frame/page-link.tsx";
import type { PostCard } from "./card.ts";
import { Entry } from "./entry.tsx";

/** A page of posts with the way to its neighbours. `path` is the list's own address. */
export async function IndexList({
  posts,
  path,
  next,
  previous,
  isFirst,
  covers = posts,
}: {
  posts: readonly PostCard[];
  path: string;
  next: string | null;
  previous: string | null;
  isFirst: boolean;
  /** All posts of the page, when some of them are shown elsewhere on it. */
  covers?: readonly PostCard[];
}) {
  const place = await publication();
  const write = formatter(place);
  const range = formatRange(
    covers.map(({ publishedAt }) => publishedAt),
    place,
  );
  return (
    <>
      <ol className="index">
        {posts.map((post) => (
          <Entry key={post.id} post={post} write={write} />
        ))}
      </ol>
      {(next ?? previous) && (
        <Pager
          as={PageLink}
          newer={isFirst || !previous ? undefined : withQuery(path, { cursor: previous })}
          older={next ? withQuery(path, { cursor: next }) : undefined}
          range={range}
        />
      )}
    </>
  );
}
