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

test("a draft that was out once keeps the day", () => {
  const firstPublishedAt = new Date("2014-01-02T03:04:05.006Z");
  const draft = { ...post, status: "draft", firstPublishedAt } as const;
  expect(read(draft)).toEqual(draft);
});

test.each([
  ["a heading that repeats the title", { body: "# 1.10\n\nIs hot." }],
  ["blank lines before the text", { body: "\n \n\nIs hot." }],
  ["blank lines after it", { body: "```\nIs hot.\n\n \n" }],
  ["nothing but blank lines", { body: "\n\n" }],
  ["two spaces between words", { title: "Tea  is\thot", tags: ["so  hot"] }],
  ["an excerpt with a place of its own", { excerpt: "  Tea is\u00a0hot" }],
])("%s: the file says that it is verbatim", (_, part) => {
  const written = { ...post, ...part };
  expect(writePostFile(written)).toContain("\nverbatim: true\n");
  expect(read(written)).toEqual({ ...written, verbatim: true });
  // And what was read is written the same.
  expect(writePostFile(read(written) as WrittenPost)).toBe(writePostFile(written));
});

test("a file that a person wrote so is not verbatim by accident", () => {
  const file = "---\ntitle: ' Tea  is'\nverbatim: yes, very\n---\n\n\n# Tea is\n\nHot.\n";
  expect(readPostFile("tea.md", file)).toMatchObject({ title: "Tea is", body: "Hot." });
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

const storable = (text: string) => text.replaceAll("\0", "").toWellFormed();

const blanksAndSigns = "a  \t\u00a0,&'\":#-{}[]".split("");

/** As the API stores them: trimmed, and in one line. */
const line = (maxLength: number) =>
  fc
    .oneof(
      fc.string({ unit: "grapheme", minLength: 1, maxLength }),
      fc.string({ unit: fc.constantFrom(...blanksAndSigns), minLength: 1, maxLength }),
    )
    .map((text) =>
      storable(text)
        .replace(/[\p{Cc}]/gu, "\t")
        .trim()
        .slice(0, maxLength)
        .toWellFormed(),
    )
    .filter((text) => text.trim() === text && text !== "");

/** Line feeds and headings more often than chance would have them. */
const prose = fc
  .array(
    fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 40 }),
      fc.constantFrom("\n", "\n\n", " \n", "\r\n", "# Tea\n", "---\n", "\t", "```\n", "Tea\n===\n"),
    ),
    { maxLength: 12 },
  )
  .map((parts) => storable(parts.join("")));

test("any post is itself again, and its file the same", () => {
  const names = (max: number) => fc.uniqueArray(line(max), { maxLength: 3, selector: lower });
  fc.assert(
    fc.property(
      fc.record({
        title: fc.oneof(fc.constant("Tea"), line(100)),
        excerpt: line(200),
        authors: names(60),
        categories: names(60),
        tags: names(60),
        body: prose,
      }),
      (words) => {
        const { verbatim: _verbatim, ...found } = read({ ...post, ...words });
        expect(found).toEqual({ ...post, ...words, body: words.body.replace(/\r\n?/g, "\n") });
        const file = writePostFile({ ...post, ...words });
        expect(writePostFile({ ...post, ...found })).toBe(file);
      },
    ),
    { numRuns: 500 },
  );
});
const lower = (name: string) => name.toLowerCase();
