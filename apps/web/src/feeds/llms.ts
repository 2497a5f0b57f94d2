import { categoryPath, markdownPath } from "../addresses.ts";

/** What of a publication a language model is pointed at. */
export interface LlmsSource {
  readonly title: string;
  readonly description: string;
  readonly webUrl: string;
  readonly sections: readonly { readonly name: string; readonly slug: string }[];
  readonly posts: readonly {
    readonly title: string;
    readonly slug: string;
    readonly excerpt: string;
  }[];
}

/** Brackets and line ends would end a Markdown link early. */
const plain = (text: string): string =>
  text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[[\]]/g, String.raw`\$&`)
    .trim();

/** `llms.txt`: what there is, with the Markdown of each post. */
export function llmsText({ title, description, webUrl, sections, posts }: LlmsSource): string {
  return [
    `# ${plain(title)}`,
    ...(description ? ["", `> ${plain(description)}`] : []),
    "",
    "Every post is also there as Markdown: add `.md` to its address.",
    "",
    "## Posts, newest first",
    "",
    ...posts.map(
      (post) =>
        `- [${plain(post.title)}](${webUrl}${markdownPath(post.slug)})${
          post.excerpt ? `: ${plain(post.excerpt)}` : ""
        }`,
    ),
    "",
    "## Sections",
    "",
    ...sections.map(({ name, slug }) => `- [${plain(name)}](${webUrl}${categoryPath(slug)})`),
    "",
    "## Optional",
    "",
    `- [Archive by month](${webUrl}/archive)`,
    `- [Everything, as a feed](${webUrl}/feed.xml)`,
    `- [Every address](${webUrl}/sitemap.xml)`,
    "",
  ].join("\n");
}
