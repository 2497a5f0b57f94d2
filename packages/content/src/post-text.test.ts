import fc from "fast-check";
import { expect, test } from "vitest";
import { readPostFile } from "./post-file.ts";
import { type WrittenPost, writePostFile } from "./post-text.ts";

const post: WrittenPost = {
  title: "1.10",
  slug: "007",
  status: "archived",
  publishedAt: new Date("2015-02-06T10:00:00.123Z"),
  updatedAt: new Date("2016-02-06T10:00:00.000Z"),
  authors: ["Ann Lee", "Bo Chen and Cy Diaz", "The A, B and C Company"],
  categories: ["News, old and new", "true"],
  tags: ["c#", "one, two", "- no list"],
  excerpt: "What: it says # here, 'and' \"there\".",
  aliases: ["/2015/hello", "/posts/hello"],
  commentsOpen: false,
  body: "---\n\nA *rule* before it.\n\n    and code",
};

const read = (written: WrittenPost) => {
  const { draft: _draft, ...found } = readPostFile("some/name.md", writePostFile(written));
  return found;
};

test("what is written is read as the same post", () => {
  expect(read(post)).toEqual(post);
});

test("a scheduled post keeps its hour", () => {
  const scheduled = { ...post, status: "scheduled", scheduledAt: new Date(1e12) } as const;
  expect(read(scheduled)).toEqual(scheduled);
});

test("a heading of the text that repeats the title stays in the text", () => {
  const body = "# Tea\n\nIs hot.";
  expect(read({ ...post, title: "Tea", body }).body).toBe(body);
});

test("the file is what a person would write", () => {
  const { updatedAt: _updatedAt, commentsOpen: _commentsOpen, ...plain } = post;
  expect(
    writePostFile({
      ...plain,
      title: "Tea",
      slug: "tea",
      status: "published",
      authors: ["Ann Lee"],
      categories: [],
      tags: ["hot"],
      excerpt: "It is hot.",
      aliases: [],
      body: "Drink.",
    }),
  ).toBe(
    [
      "---",
      "title: Tea",
      "slug: tea",
      "status: published",
      "date: 2015-02-06T10:00:00.123Z",
      "description: It is hot.",
      "authors:",
      "  - Ann Lee",
      "tags:",
      "  - hot",
      "---",
      "",
      "Drink.",
      "",
    ].join("\n"),
  );
});

test("any line is itself again", () => {
  const line = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 100 })
    .map((text) => text.replace(/\s+/g, " ").trim())
    .filter((text) => /[a-z]/i.test(text) && text.isWellFormed() && !text.includes("\0"));
  fc.assert(
    fc.property(line, line, line, (title, author, tag) => {
      const written = { ...post, title, authors: [author], tags: [tag], body: "Text." };
      expect(read(written)).toEqual(written);
    }),
  );
});

test("any text is itself again, but for blank lines around it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
      const body = text
        .replaceAll("\0", "")
        .toWellFormed()
        .replace(/\r\n?/g, "\n")
        .replace(/^(?:[ \t]*\n)+/, "")
        .trimEnd();
      expect(read({ ...post, title: "Tea", body }).body).toBe(body);
    }),
  );
});
