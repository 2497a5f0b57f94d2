import { Avatar, Ornament } from "@quoin/ui";
import type { Outputs } from "@quoin/client";
import { authorPath, categoryPath } from "../addresses.ts";
import type { WriteDate } from "../dates.ts";
import { PageLink } from "../frame/page-link.tsx";
import { isOwnWords } from "./own-words.ts";

type Post = Outputs["post"]["bySlug"];

const day = 86_400_000;

/** Title, summary and byline of a post, and its ornament. */
export function PostHead({ post, write }: { post: Post; write: WriteDate }) {
  const [author] = post.authors;
  const isUpdated = post.updatedAt.getTime() - post.publishedAt.getTime() > day;
  return (
    <>
      <header className="wrap post-head">
        {post.categories.length > 0 && (
          <p className="kicker">
            {post.categories.slice(0, 3).map(({ slug, name }) => (
              <PageLink key={slug} href={categoryPath(slug)}>
                {name}
              </PageLink>
            ))}
          </p>
        )}
        <h1>{post.title}</h1>
        {isOwnWords(post.excerpt, post.html) && <p className="dek">{post.excerpt}</p>}
        <div className="byline">
          {author && <Avatar name={author.name} />}
          <p>
            <b className="names">
              {post.authors.map(({ handle, name }) => (
                <PageLink key={handle} href={authorPath(handle)} rel="author">
                  {name}
                </PageLink>
              ))}
            </b>
            {author?.bio && post.authors.length === 1 && <span>{author.bio}</span>}
          </p>
          <p className="byline-facts">
            <time dateTime={post.publishedAt.toISOString()}>{write(post.publishedAt, "date")}</time>
            <span>{post.readingMinutes} min</span>
            {isUpdated && (
              <span>
                Updated <time dateTime={post.updatedAt.toISOString()}>{write(post.updatedAt)}</time>
              </span>
            )}
          </p>
        </div>
      </header>
      <div className="wrap">
        <div className="band">
          <Ornament slug={post.slug} shape="wide" />
        </div>
      </div>
    </>
  );
}
