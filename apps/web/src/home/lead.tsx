import { Ornament } from "@quoin/ui";
import { categoryPath, postPath } from "../addresses.ts";
import type { WriteDate } from "../dates.ts";
import { PageLink } from "../frame/page-link.tsx";
import { byline, type PostCard } from "../post/card.ts";
import { CommentCount } from "../post/card-meta.tsx";

/** The newest post, as the front page opens. */
export function Lead({ post, write }: { post: PostCard; write: WriteDate }) {
  return (
    <article className="lead">
      <div className="lead-plate">
        <Ornament slug={post.slug} shape="wide" className="plate" />
      </div>
      <div className="lead-text">
        <p className="kicker">
          {post.categories.slice(0, 2).map(({ slug, name }) => (
            <PageLink key={slug} href={categoryPath(slug)}>
              {name}
            </PageLink>
          ))}
        </p>
        <h1>
          <PageLink href={postPath(post.slug)}>{post.title}</PageLink>
        </h1>
        {post.excerpt && <p className="dek">{post.excerpt}</p>}
        <p className="meta">
          <b>{byline(post.authors)}</b>
          <time dateTime={post.publishedAt.toISOString()}>{write(post.publishedAt)}</time>
          <span>{post.readingMinutes} min</span>
          <CommentCount count={post.commentCount} />
        </p>
      </div>
    </article>
  );
}
