import { Ornament } from "@quoin/ui";
import { postPath } from "../addresses.ts";
import type { WriteDate } from "../dates.ts";
import { PageLink } from "../frame/page-link.tsx";
import type { PostCard } from "./card.ts";
import { CardMeta } from "./card-meta.tsx";

/** A post in an index: date, text, ornament. */
export function Entry({ post, write }: { post: PostCard; write: WriteDate }) {
  return (
    <li className="entry">
      <time className="entry-date" dateTime={post.publishedAt.toISOString()}>
        {write(post.publishedAt)}
      </time>
      <div className="entry-body">
        <h3>
          <PageLink href={postPath(post.slug)}>{post.title}</PageLink>
        </h3>
        {post.excerpt && <p className="entry-dek">{post.excerpt}</p>}
        <CardMeta post={post} />
      </div>
      <div className="entry-orn">
        <Ornament slug={post.slug} />
      </div>
    </li>
  );
}
