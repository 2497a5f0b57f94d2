import { generateAtomFeed, generateJsonFeed, generateRssFeed } from "feedsmith";
import { authorPath, postPath } from "../addresses.ts";
import { absoluteLinks } from "./absolute.ts";

/** A post as a feed carries it. */
export interface FeedEntry {
  readonly id: string;
  readonly title: string;
  readonly slug: string;
  readonly excerpt: string;
  readonly html: string;
  readonly publishedAt: Date;
  readonly updatedAt: Date;
  readonly authors: readonly { readonly name: string; readonly handle: string }[];
  readonly categories: readonly { readonly name: string }[];
  readonly tags: readonly { readonly name: string }[];
}

/** A feed before it takes a form. Addresses are absolute, and come from the settings alone. */
export interface FeedSource {
  readonly title: string;
  readonly description: string;
  readonly locale: string;
  /** Where the publication is, without a slash at the end. */
  readonly webUrl: string;
  /** The path of the page that the feed follows. */
  readonly pagePath: string;
  /** The path of the feed itself. */
  readonly feedPath: string;
  readonly entries: readonly FeedEntry[];
}

export const feedTypes = {
  rss: "application/rss+xml; charset=utf-8",
  atom: "application/atom+xml; charset=utf-8",
  json: "application/feed+json; charset=utf-8",
} as const;
export type FeedForm = keyof typeof feedTypes;

/** When anything in the feed last changed; the beginning of time while it is empty. */
export const lastChange = ({ entries }: FeedSource): Date =>
  new Date(Math.max(0, ...entries.map(({ updatedAt }) => updatedAt.getTime())));

/** Which post it is, whatever its address becomes. */
const entryId = ({ id }: FeedEntry) => `urn:uuid:${id}`;
const topics = ({ categories, tags }: FeedEntry) => [
  ...new Set([...categories, ...tags].map(({ name }) => name)),
];

// All that XML 1.0 has no way to write, not even as a reference.
const unsayable = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

// Replaced and not left out, lest what stood around it becomes the end of a section.
const sayable = (xml: string) => xml.replaceAll(unsayable, "\uFFFD");

/** Writes a feed; its XML is well-formed whatever the posts hold. */
export function writeFeed(source: FeedSource, form: FeedForm): string {
  switch (form) {
    case "rss":
      return sayable(rss(source));
    case "atom":
      return sayable(atom(source));
    case "json":
      return json(source);
  }
}

function rss(source: FeedSource): string {
  const { title, description, locale, webUrl, pagePath, feedPath, entries } = source;
  return generateRssFeed({
    title,
    link: webUrl + pagePath,
    description: description || title,
    language: locale,
    generator: "Quoin",
    lastBuildDate: lastChange(source),
    atom: {
      links: [{ href: webUrl + feedPath, rel: "self", type: "application/rss+xml" }],
    },
    items: entries.map((entry) => {
      const address = webUrl + postPath(entry.slug);
      return {
        title: entry.title,
        link: address,
        description: entry.excerpt,
        guid: { value: entryId(entry), isPermaLink: false },
        pubDate: entry.publishedAt,
        categories: topics(entry).map((name) => ({ name })),
        comments: `${address}#comments-section`,
        dc: { creators: entry.authors.map(({ name }) => name) },
        content: { encoded: absoluteLinks(entry.html, address) },
      };
    }),
  });
}

function atom(source: FeedSource): string {
  const { title, description, locale, webUrl, pagePath, feedPath, entries } = source;
  return generateAtomFeed({
    id: webUrl + pagePath,
    title: { value: title },
    subtitle: { value: description || title },
    updated: lastChange(source),
    generator: { text: "Quoin" },
    xml: { lang: locale },
    links: [
      { href: webUrl + pagePath, rel: "alternate", type: "text/html" },
      { href: webUrl + feedPath, rel: "self", type: "application/atom+xml" },
    ],
    entries: entries.map((entry) => {
      const address = webUrl + postPath(entry.slug);
      return {
        id: entryId(entry),
        title: { value: entry.title },
        updated: entry.updatedAt,
        published: entry.publishedAt,
        links: [{ href: address, rel: "alternate", type: "text/html" }],
        authors: people(entry, webUrl).map(({ name, url }) => ({ name, uri: url })),
        categories: topics(entry).map((term) => ({ term })),
        summary: { value: entry.excerpt },
        content: { value: absoluteLinks(entry.html, address), type: "html" },
      };
    }),
  });
}

function json(source: FeedSource): string {
  const { title, description, locale, webUrl, pagePath, feedPath, entries } = source;
  const feed = generateJsonFeed({
    title,
    home_page_url: webUrl + pagePath,
    feed_url: webUrl + feedPath,
    description: description || title,
    language: locale,
    items: entries.map((entry) => {
      const address = webUrl + postPath(entry.slug);
      return {
        id: entryId(entry),
        url: address,
        title: entry.title,
        content_html: absoluteLinks(entry.html, address),
        summary: entry.excerpt,
        date_published: entry.publishedAt,
        date_modified: entry.updatedAt,
        authors: people(entry, webUrl),
        tags: topics(entry),
      };
    }),
  });
  return JSON.stringify(feed);
}

const people = ({ authors }: FeedEntry, webUrl: string) =>
  authors.map(({ name, handle }) => ({ name, url: webUrl + authorPath(handle) }));
