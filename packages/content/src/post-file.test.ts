import fc from "fast-check";
import { expect, test } from "vitest";
import { PostFileError, readPostFile, readPostFiles } from "./post-file.ts";
import { isSlug } from "./slug.ts";

const yaml = (fields: string, body = "Text.") => `---\n${fields}\n---\n\n${body}\n`;

/** Why a file is no post. */
function reasonOf(path: string, source: string): string {
  try {
    readPostFile(path, source);
  } catch (error) {
    if (error instanceof PostFileError) return error.reason;
    throw error;
  }
  throw new Error("it was read");
}

test("everything a post can say of itself", () => {
  expect(
    readPostFile(
      "posts/2015/hello.md",
      yaml(
        [
          "title: '  Hello,\n  world '",
          "slug: Hello World!",
          "date: 2015-02-06",
          "updated: 2015-02-07 10:00 +0100",
          "author: Ann Lee and Bo Chen",
          "authors: [{name: Cy Diaz}, ann lee]",
          "category: News, old and new",
          "categories: [Releases]",
          "tags: one, Two ,two,,three",
          "draft: true",
          "description: About it.",
          "aliases: [/2015/hello/, old-hello, 'https://old.test/blog/hello?x=1#y', '/', /posts/hello-world]",
        ].join("\n"),
        "# Hello, World\n\nText.",
      ),
    ),
  ).toEqual({
    title: "Hello, world",
    slug: "hello-world",
    publishedAt: new Date("2015-02-06T00:00:00Z"),
    updatedAt: new Date("2015-02-07T09:00:00Z"),
    authors: ["Ann Lee", "Bo Chen", "Cy Diaz"],
    categories: ["News, old and new", "Releases"],
    tags: ["one", "Two", "three"],
    draft: true,
    excerpt: "About it.",
    aliases: ["/2015/hello", "/posts/old-hello", "/blog/hello"],
    body: "Text.",
  });
});

test("TOML, with the names that Hugo and Zola use", () => {
  expect(
    readPostFile(
      "hello.md",
      '+++\ntitle = "A"\ndate = 2015-02-06T10:00:00+01:00\nlastmod = 2015-02-07\nsummary = "S"\n[taxonomies]\ntags = ["x"]\ncategories = ["y"]\n+++\nText.',
    ),
  ).toEqual({
    title: "A",
    slug: "hello",
    publishedAt: new Date("2015-02-06T09:00:00Z"),
    updatedAt: new Date("2015-02-07T00:00:00Z"),
    authors: [],
    categories: ["y"],
    tags: ["x"],
    draft: false,
    excerpt: "S",
    aliases: [],
    body: "Text.",
  });
});

test("a file without front matter is named by its heading and its path", () => {
  expect(readPostFile("notes/2015-02-06-a-note.md", "\n# A *note* on `x`\n\nText.")).toEqual({
    title: "A note on x",
    slug: "a-note",
    publishedAt: new Date("2015-02-06T00:00:00Z"),
    authors: [],
    categories: [],
    tags: [],
    draft: false,
    aliases: [],
    body: "Text.",
  });
});

test.each([
  ["Title\n=====\n\nText.", "Title", "Text."],
  ["Text.\n\n## Later [one](x)\n", "Later one", "Text.\n\n## Later [one](x)"],
  [
    "```\n# not this\n```\n\n### This \\# one ###",
    "This # one",
    "```\n# not this\n```\n\n### This \\# one ###",
  ],
])("the title of %j", (source, title, body) => {
  expect(readPostFile("a.md", source)).toMatchObject({ title, body });
});

test("a first heading that says something else stays", () => {
  expect(readPostFile("a.md", yaml("title: A", "# B\n\nText.")).body).toBe("# B\n\nText.");
});

test.each([
  ["title: 1.10", "1.10"],
  ["title: true", "true"],
  ["title: 2015-02-06", "2015-02-06"],
])("%s is a title", (field, title) => {
  expect(readPostFile("a.md", yaml(field)).title).toBe(title);
});

test.each([
  ["release/v8.0.0.md", "", "v8-0-0"],
  ["weekly/weekly-update.2015-02-06.md", "", "weekly-update-2015-02-06"],
  ["2015-02-06-hello.mdx", "", "hello"],
  ["2015-02-06.md", "", "2015-02-06"],
  ["blog/hello/index.md", "", "hello"],
  ["blog\\hello\\_index.md", "", "hello"],
  ["./index.md", "", "the-title"],
  ["日本語.md", "", "the-title"],
  ["a.md", "slug: /2015/02/hello.html", "hello"],
  ["a.md", "path: /blog/hello/", "hello"],
  ["a.md", "permalink: /blog/hello.html", "hello"],
  ["a.md", "permalink: /:categories/:title/", "a"],
  ["a.md", "slug: s\npath: /p", "s"],
  ["a.md", "slug: 007", "007"],
  ["a.md", "slug: 日本語", "a"],
  ["a.md", "slug: ''", "a"],
])("the slug of %s with %j is %s", (path, fields, slug) => {
  expect(readPostFile(path, yaml(`title: The title\n${fields}`)).slug).toBe(slug);
});

test("when no name can be written as a slug, the file gets one of its own", () => {
  const slug = readPostFile("日本/語.md", "# 題\n\nx").slug;
  expect(slug).toMatch(/^post-[a-z0-9]{8}$/);
  expect(readPostFile("日本/語.md", "# 題名\n\nx").slug).toBe(slug);
  expect(readPostFile("日本/五.md", "# 題\n\nx").slug).not.toBe(slug);
});

test("an address in the front matter is remembered as one the post had", () => {
  expect(readPostFile("a.md", yaml("title: A\npath: /blog/2015/a/")).aliases).toEqual([
    "/blog/2015/a",
  ]);
  expect(
    readPostFile("a.md", yaml("title: A\naliases: ['/../x', 'javascript:x', '//']")).aliases,
  ).toEqual([]);
  expect(readPostFile("a.md", yaml(`title: A\npermalink: /${"x".repeat(500)}`)).aliases).toEqual(
    [],
  );
});

test("drafts: by `draft`, or by Jekyll's `published: false`", () => {
  const isDraft = (fields: string) => readPostFile("a.md", yaml(`title: A\n${fields}`)).draft;
  expect(isDraft("")).toBe(false);
  expect(isDraft("draft: true")).toBe(true);
  expect(isDraft("draft: 'yes'")).toBe(true);
  expect(isDraft("draft: false")).toBe(false);
  expect(isDraft("published: false")).toBe(true);
  expect(isDraft("published: true")).toBe(false);
  expect(isDraft("published: 2015-02-06")).toBe(false);
});

test("a long description is cut to what fits", () => {
  const { excerpt } = readPostFile("a.md", yaml(`title: A\ndescription: ${"word ".repeat(200)}`));
  expect(excerpt?.length).toBeLessThanOrEqual(500);
});

test("MDX leaves its modules and components behind", () => {
  expect(readPostFile("a.mdx", 'import A from "a";\n\n# T\n\n<A>\n  *b*\n</A>')).toMatchObject({
    title: "T",
    body: "*b*",
  });
});

test.each([
  ["LICENSE", "MIT", "neither a .md nor a .mdx"],
  ["a.txt", "# A", "neither a .md nor a .mdx"],
  ["a.md", "a\0b", "NUL"],
  ["a.md", "\ud800", "NUL"],
  ["index.md", "---\ntitle: Blog\n---\n", "index page"],
  ["_index.md", "", "index page"],
  ["a.md", "", "no title"],
  ["a.md", "Text alone.", "no title"],
  ["a.md", "---\ntitle: [\n---\n", "Front matter, line"],
  ["a.md", yaml("title: {a: b}"), "title must be text"],
  ["a.md", yaml(`title: ${"x".repeat(201)}`), "title must not be longer than 200"],
  ["a.md", yaml('title: "a\\0"'), "title contains characters that cannot be stored"],
  ["a.md", yaml('title: "\\ud800"'), "title contains characters that cannot be stored"],
  ["a.md", yaml("title: A\ndate: tomorrow"), 'date "tomorrow" is not a date'],
  ["a.md", yaml("title: A\ndate: +275760-09-13"), "is not a date from the year 1 to 9999"],
  ["a.md", yaml("title: A\nupdated: 0000-01-01"), 'updated "0000-01-01"'],
  ["a.md", yaml("title: A\ndate: {a: 1}"), "date must be text"],
  ["a.md", yaml("title: A\ndraft: perhaps"), "draft must be true or false"],
  ["a.md", yaml("title: A\ntags: {a: b}"), "tags must be a tag or a list of them"],
  ["a.md", yaml("title: A\ntags: [[a]]"), "tags"],
  ["a.md", yaml(`title: A\ntags: [${"x".repeat(101)}]`), "tags must not be longer than 100"],
  ["a.md", yaml("title: A\nauthor: {login: x}"), "author must be a name"],
  ["a.md", yaml(`title: A\nauthor: ${"x".repeat(121)}`), "author must not be longer than 120"],
])("%s %j is skipped, and it says why", (path, source, reason) => {
  expect(reasonOf(path, source)).toContain(reason);
});

test("the error names the file and the line", () => {
  try {
    readPostFile("a/b.md", "---\ntitle: A\nx: [\n---\n");
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({ name: "PostFileError", file: "a/b.md", line: 4 });
    expect(String(error)).toContain("a/b.md: ");
  }
});

test("files of one name all get in, each under a slug that stays the same", () => {
  const files = [
    { path: "b/hello.md", text: yaml("title: B") },
    { path: "a/hello.md", text: yaml("title: A") },
    { path: "c/other.md", text: yaml("title: C\nslug: hello") },
    { path: "d/x/hello.md", text: yaml("title: D") },
    { path: "e/x/hello.md", text: yaml("title: E") },
    { path: "jekyll/2015-02-06-hello.md", text: yaml("title: J") },
    { path: "en/one.md", text: yaml("title: EN\nslug: one") },
    { path: "fr/one.md", text: yaml("title: FR\nslug: one") },
    { path: "bad.md", text: "no title" },
    { path: "LICENSE", text: "MIT" },
  ];
  const { posts, skipped } = readPostFiles(files);
  expect(Object.fromEntries(posts.map(({ path, slug }) => [path, slug]))).toEqual({
    "a/hello.md": "a-hello",
    "b/hello.md": "b-hello",
    "c/other.md": "hello",
    "d/x/hello.md": "x-hello",
    "e/x/hello.md": "e-x-hello",
    "en/one.md": "one",
    "fr/one.md": "fr-one",
    "jekyll/2015-02-06-hello.md": "2015-02-06-hello",
  });
  expect(skipped.map(({ file }) => file)).toEqual(["bad.md", "LICENSE"]);
  expect(readPostFiles(files.toReversed()).posts).toEqual(posts);
});

test("however many files want one slug, no two get it", () => {
  const folder = fc.stringMatching(/^[a-c日]{1,2}$/);
  const path = fc
    .tuple(
      fc.array(folder, { maxLength: 2 }),
      fc.constantFrom("x", "x y", "2015-02-06-x", "index", "日"),
    )
    .map(([folders, name]) => [...folders, `${name}.md`].join("/"));
  fc.assert(
    fc.property(
      fc.uniqueArray(path, { maxLength: 25 }),
      fc.constantFrom("", "\nslug: x"),
      (paths, slug) => {
        const { posts } = readPostFiles(
          paths.map((path) => ({ path, text: yaml(`title: x${slug}`) })),
        );
        expect(posts).toHaveLength(paths.length);
        expect(new Set(posts.map((post) => post.slug)).size).toBe(paths.length);
        for (const post of posts) expect(isSlug(post.slug)).toBe(true);
      },
    ),
  );
});

test("whatever a file holds, it is a post or it says why not", () => {
  const value = fc.oneof(
    fc.json(),
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.constantFrom("~", "2015-02-06", "yes", "[a, [b]]", "{name: x}"),
  );
  const name = fc.constantFrom(
    ..."title date updated slug path permalink author authors category categories tags draft published description aliases taxonomies __proto__".split(
      " ",
    ),
  );
  const file = fc
    .tuple(
      fc.array(fc.tuple(name, value), { maxLength: 6 }),
      fc.string({ unit: "binary", maxLength: 60 }),
    )
    .map(([fields, body]) => yaml(fields.map(([key, text]) => `${key}: ${text}`).join("\n"), body));
  fc.assert(
    fc.property(
      fc.oneof(file, fc.string({ unit: "binary" })),
      fc.constantFrom("a.md", "a/b.mdx", "index.md"),
      (source, path) => {
        try {
          const post = readPostFile(path, source);
          expect(isSlug(post.slug)).toBe(true);
          expect(post.title.length).toBeGreaterThan(0);
          expect(post.title.length).toBeLessThanOrEqual(200);
          for (const text of [
            post.title,
            post.body,
            ...post.tags,
            ...post.authors,
            ...post.aliases,
          ]) {
            expect(text.isWellFormed() && !text.includes("\0")).toBe(true);
          }
        } catch (error) {
          if (!(error instanceof PostFileError)) throw error;
          expect(error.reason).not.toBe("");
          expect(error.reason).not.toContain("\n");
        }
      },
    ),
    { numRuns: 500 },
  );
});

test("the same path twice still makes two posts", () => {
  const file = { path: "a.md", text: yaml("title: A") };
  const { posts } = readPostFiles([file, file, file, file, file]);
  expect(new Set(posts.map((post) => post.slug)).size).toBe(5);
});
