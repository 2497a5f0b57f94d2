import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { renderMarkdown } from "./markdown.ts";
import { readPostFiles } from "./post-file.ts";

// A real blog of a thousand posts, kept beside the repository where there is one.
const folder = new URL("../../../../shared/content/nodejs-blog/", import.meta.url);

test.runIf(existsSync(folder))(
  "a real blog of 1,051 files is read and rendered",
  { timeout: 300_000 },
  async () => {
    const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(
        (entry) =>
          `${entry.parentPath}/${entry.name}`.split("/nodejs-blog/").at(-1)?.replace(/^\/+/, "") ??
          "",
      );
    expect(paths).toHaveLength(1051);

    const { posts, skipped } = readPostFiles(
      paths.map((path) => ({ path, text: readFileSync(new URL(path, folder), "utf8") })),
    );
    expect(posts).toHaveLength(1049);
    expect(skipped.map(({ file }) => file).toSorted()).toEqual(["LICENSE", "index.md"]);
    for (const { reason } of skipped) expect(reason).not.toBe("");
    expect(new Set(posts.map((post) => post.slug)).size).toBe(1049);

    // These two name no category.
    expect(posts.filter((post) => post.categories.length === 0).map((post) => post.path)).toEqual([
      "uncategorized/bnoordhuis-departure.md",
      "uncategorized/tj-fontaine-new-node-lead.md",
    ]);
    expect(posts.filter((post) => post.authors.length === 0)).toEqual([]);
    const authors = new Set(posts.flatMap((post) => post.authors));
    expect(authors.size).toBe(75);
    expect([...authors].filter((name) => /[(),&@]|\band\b|prepared/.test(name))).toEqual([]);
    expect(posts.filter((post) => post.authors.length > 1)).toHaveLength(27);
    for (const post of posts) expect(post.publishedAt).toBeInstanceOf(Date);

    let plain = 0;
    let code = 0;
    // Releases are lists of changes, one like the other: every eighth speaks for the rest.
    const chosen = posts.filter(
      (post, index) => !post.path.startsWith("release/") || index % 8 === 0,
    );
    for (const post of chosen) {
      const { html, text, excerpt, wordCount } = await renderMarkdown(post.body);
      // In text every `<` and `>` is escaped, so only a real attribute is followed by a bare `>`.
      expect(
        /<(?:script|style|iframe|h1)\b| (?:on\w+|style)="[^"<>]*"[^<>]*>|="javascript:/i.test(html),
        post.path,
      ).toBe(false);
      expect(text, post.path).not.toBe("");
      expect(excerpt, post.path).not.toBe("");
      expect(wordCount, post.path).toBeGreaterThan(0);
      if (html.startsWith('<pre tabindex="0">')) plain += 1;
      code += html.split('<figure class="code">').length - 1;
    }
    expect(plain).toBe(0);
    expect(code).toBeGreaterThan(200);
  },
);
