import { expect, test } from "vitest";
import { llmsText } from "./llms.ts";
import { postMarkdown } from "./post-markdown.ts";

test("every post is named with its Markdown, whatever its title holds", () => {
  const text = llmsText({
    title: "The Long\nShelf",
    description: "",
    webUrl: "https://blog.example",
    sections: [{ name: "Repair", slug: "repair" }],
    posts: [{ title: "A [bracketed] title", slug: "a", excerpt: "Two\nlines" }],
  });
  expect(text).toContain("# The Long Shelf");
  expect(text).toContain(
    String.raw`- [A \[bracketed\] title](https://blog.example/posts/a.md): Two lines`,
  );
  expect(text).toContain("- [Repair](https://blog.example/categories/repair)");
});

test("a post in Markdown begins with its facts", () => {
  const text = postMarkdown(
    {
      title: 'Say "hello": now',
      excerpt: "",
      publishedAt: new Date("2026-11-18T08:00:00Z"),
      authors: ["Ada"],
      body: "\nText.\n",
    },
    "https://blog.example/posts/a",
  );
  expect(text).toBe(`---
title: "Say \\"hello\\": now"
date: "2026-11-18T08:00:00.000Z"
authors: ["Ada"]
canonical: "https://blog.example/posts/a"
---

# Say "hello": now

Text.
`);
});
