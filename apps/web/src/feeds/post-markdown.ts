/** A post as it was written, with what its page says around it. */
export interface PostSource {
  readonly title: string;
  readonly excerpt: string;
  readonly publishedAt: Date;
  readonly authors: readonly string[];
  readonly body: string;
}

/** A post as one Markdown document, with its facts as front matter. */
export function postMarkdown(post: PostSource, address: string): string {
  const facts = {
    title: post.title,
    ...(post.excerpt && { description: post.excerpt }),
    date: post.publishedAt.toISOString(),
    authors: post.authors,
    canonical: address,
  };
  // JSON is YAML, and needs no escaping rules of its own.
  const lines = Object.entries(facts).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return `---\n${lines.join("\n")}\n---\n\n# ${post.title}\n\n${post.body.trim()}\n`;
}
