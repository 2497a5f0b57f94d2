import type { Outputs } from "@quoin/client";
import { formatDate, Skeleton, StatusLabel } from "@quoin/ui";

/** A post as readers would see it: set in type, and nothing to be changed. */
export function PostPreview({
  post,
  timeZone,
  locale,
}: {
  post: Outputs["post"]["byId"];
  timeZone: string;
  locale: string;
}) {
  const out = post.publishedAt ?? post.scheduledAt;
  return (
    <article className="ed-doc ed-preview" aria-labelledby="preview-title">
      <p className="preview-facts">
        <StatusLabel status={post.status} />
        <span>{post.authors.map(({ name }) => name).join(", ")}</span>
        {out && (
          <time dateTime={out.toISOString()}>{formatDate(out, "date", { timeZone, locale })}</time>
        )}
        <span>{post.readingMinutes} min</span>
      </p>
      <h2 className="ed-title" id="preview-title">
        {post.title || "Untitled"}
      </h2>
      {post.excerpt && <p className="dek">{post.excerpt}</p>}
      {/* oxlint-disable-next-line react/no-danger -- rendered and sanitized when it was saved */}
      <div className="prose" dangerouslySetInnerHTML={{ __html: post.html }} />
    </article>
  );
}

/** The preview on its way. */
export function PreviewWaiting() {
  return (
    <div className="ed-doc ed-waiting" aria-busy="true">
      <output className="vh">Opening the preview</output>
      <Skeleton size="b" />
      <Skeleton size="c" />
      <Skeleton size="c" />
    </div>
  );
}
