import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { firstOf, markdownPath, postPath, tagPath } from "../../../addresses.ts";
import { api, orNull, publication, webUrl } from "../../../api.ts";
import { Comments } from "../../../comment/comments.tsx";
import { formatter } from "../../../dates.ts";
import { InnerPage } from "../../../frame/inner-page.tsx";
import { PageLink } from "../../../frame/page-link.tsx";
import { CodeCopy } from "../../../post/code-copy.tsx";
import { PostFoot } from "../../../post/post-foot.tsx";
import { PostHead } from "../../../post/post-head.tsx";
import { Toc } from "../../../post/toc.tsx";
import { JsonLd, postLd } from "../../../structured-data.tsx";

/** Fewer headings than this are no contents. */
const enoughHeadings = 2;

const readPost = cache(async (slug: string) => orNull((await api()).post.bySlug({ slug })));

export async function generateMetadata({
  params,
  searchParams,
}: PageProps<"/posts/[slug]">): Promise<Metadata> {
  const { slug } = await params;
  const post = await readPost(slug);
  if (!post) return {};
  const isVariant = Object.keys(await searchParams).length > 0;
  return {
    title: post.title,
    description: post.excerpt,
    authors: post.authors.map(({ name }) => ({ name })),
    keywords: post.tags.map(({ name }) => name),
    alternates: {
      canonical: postPath(slug),
      types: { "text/markdown": [{ url: markdownPath(slug), title: "Markdown" }] },
    },
    openGraph: {
      type: "article",
      title: post.title,
      description: post.excerpt,
      url: postPath(slug),
      publishedTime: post.publishedAt.toISOString(),
      modifiedTime: post.updatedAt.toISOString(),
      authors: post.authors.map(({ name }) => name),
      tags: post.tags.map(({ name }) => name),
    },
    twitter: { card: "summary_large_image" },
    ...(isVariant && { robots: { index: false, follow: true } }),
  };
}

export default async function PostPage({ params, searchParams }: PageProps<"/posts/[slug]">) {
  const [{ slug }, query] = await Promise.all([params, searchParams]);
  const [post, about] = await Promise.all([readPost(slug), publication()]);
  if (!post) notFound();
  const write = formatter(about);
  const hasToc = post.toc.length >= enoughHeadings;
  return (
    <InnerPage current={post.categories[0]?.slug}>
      <article>
        <PostHead post={post} write={write} />
        <div className={hasToc ? "wrap post-grid" : "wrap post-grid no-toc"}>
          {hasToc && <Toc headings={post.toc} minutes={post.readingMinutes} />}
          <div className="post-text">
            {/* oxlint-disable-next-line react/no-danger -- rendered and sanitized when it was saved */}
            <div className="prose" dangerouslySetInnerHTML={{ __html: post.html }} />
            {post.tags.length > 0 && (
              <p className="tags">
                <span>Filed under</span>
                {post.tags.map((tag) => (
                  <PageLink key={tag.slug} href={tagPath(tag.slug)} rel="tag">
                    {tag.name}
                  </PageLink>
                ))}
              </p>
            )}
          </div>
        </div>
      </article>
      <PostFoot post={post} />
      <Comments
        post={post}
        write={write}
        cursor={firstOf(query["comments"])}
        replyTo={firstOf(query["reply"])}
      />
      <CodeCopy />
      <JsonLd data={postLd(post, about, webUrl())} />
    </InnerPage>
  );
}
