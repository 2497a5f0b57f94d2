import type { Outputs } from "@quoin/client";
import { authorPath, categoryPath, postPath } from "./addresses.ts";

type Settings = Outputs["settings"]["get"];
type Post = Outputs["post"]["bySlug"];

/** What search engines read of a page. `<` is escaped, so that no text can end the element. */
export function JsonLd({ data }: { data: object }) {
  const text = JSON.stringify(data).replaceAll("<", String.raw`\u003c`);
  return (
    // oxlint-disable-next-line react/no-danger -- JSON without any `<`
    <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: text }} />
  );
}

export function websiteLd({ title, description, tagline }: Settings, url: string) {
  return {
    "@context": "https://schema.org",
    "@type": "WebSite",
    name: title,
    description: description || tagline,
    url: `${url}/`,
    potentialAction: {
      "@type": "SearchAction",
      target: `${url}/search?q={search_term_string}`,
      "query-input": "required name=search_term_string",
    },
  };
}

export function postLd(post: Post, { title, locale }: Settings, url: string) {
  const [category] = post.categories;
  const address = url + postPath(post.slug);
  const publisher = { "@type": "Organization", name: title, url: `${url}/` };
  return {
    "@context": "https://schema.org",
    "@graph": [
      {
        "@type": "BlogPosting",
        headline: post.title,
        description: post.excerpt,
        url: address,
        mainEntityOfPage: address,
        inLanguage: locale,
        datePublished: post.publishedAt.toISOString(),
        dateModified: post.updatedAt.toISOString(),
        wordCount: post.wordCount,
        commentCount: post.commentCount,
        author: post.authors.map(({ name, handle }) => ({
          "@type": "Person",
          name,
          url: url + authorPath(handle),
        })),
        publisher,
        articleSection: post.categories.map(({ name }) => name),
        keywords: post.tags.map(({ name }) => name),
      },
      {
        "@type": "BreadcrumbList",
        itemListElement: [
          { name: title, item: `${url}/` },
          ...(category ? [{ name: category.name, item: url + categoryPath(category.slug) }] : []),
          { name: post.title, item: address },
        ].map((crumb, index) => ({ "@type": "ListItem", position: index + 1, ...crumb })),
      },
    ],
  };
}
