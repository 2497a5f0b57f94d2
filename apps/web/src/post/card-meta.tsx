import { Icon } from "@quoin/ui";
import { categoryPath } from "../addresses.ts";
import { PageLink } from "../frame/page-link.tsx";
import { byline, type PostCard } from "./card.ts";

/** Section, authors, length and conversation of a post, in one line. */
export function CardMeta({ post, date }: { post: PostCard; date?: string | undefined }) {
  const [category] = post.categories;
  const names = byline(post.authors);
  return (
    <p className="meta">
      {category && (
        <PageLink className="cat" href={categoryPath(category.slug)}>
          {category.name}
        </PageLink>
      )}
      {names && <span>{names}</span>}
      {date && <time dateTime={post.publishedAt.toISOString()}>{date}</time>}
      <span>{post.readingMinutes} min</span>
      <CommentCount count={post.commentCount} />
    </p>
  );
}

/** How many comments there are; nothing at all while there are none. */
export function CommentCount({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span>
      <Icon name="comment" />
      {count}
      <span className="vh">{count === 1 ? " comment" : " comments"}</span>
    </span>
  );
}
