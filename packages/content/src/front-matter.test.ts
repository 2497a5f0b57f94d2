import fc from "fast-check";
import { expect, test } from "vitest";
import { FrontMatterError, parseFrontMatter } from "./front-matter.ts";

/** The error that a file causes. */
function errorOf(file: string): FrontMatterError {
  try {
    parseFrontMatter(file);
  } catch (error) {
    if (error instanceof FrontMatterError) return error;
    throw error;
  }
  throw new Error("it was read");
}

test("YAML between dashes", () => {
  expect(
    parseFrontMatter("---\ntitle: 'A: b'\ntags: [x, y]\ndraft: true\n---\n\nBody\n---\n"),
  ).toEqual({
    data: { title: "A: b", tags: ["x", "y"], draft: true },
    body: "\nBody\n---\n",
    format: "yaml",
  });
});

test("TOML between plus signs", () => {
  expect(
    parseFrontMatter(
      '+++\ntitle = "A"\ndate = 2015-02-06T10:00:00+01:00\nday = 2015-02-06\nlocal = 2015-02-06T10:00:00\nweight = 3\n[extra]\nat = [2015-02-06]\n+++\nBody',
    ),
  ).toEqual({
    data: {
      title: "A",
      date: "2015-02-06T10:00:00.000+01:00",
      day: "2015-02-06",
      local: "2015-02-06T10:00:00.000",
      weight: 3,
      extra: { at: ["2015-02-06"] },
    },
    body: "Body",
    format: "toml",
  });
});

test("a byte order mark, Windows line ends, spaces after the fence, dots as its end", () => {
  expect(parseFrontMatter("\ufeff---  \r\ntitle: A\r\n---\t\r\nBody\r\nmore\r")).toEqual({
    data: { title: "A" },
    body: "Body\nmore\n",
    format: "yaml",
  });
  expect(parseFrontMatter("---\ntitle: A\n...\nBody").body).toBe("Body");
});

test.each([
  "",
  "Just text",
  "# Title\n---\nx: y\n---",
  "----\na: b\n----",
  " ---\na: b\n---",
  "--- a\n---",
])("no front matter in %j", (file) => {
  expect(parseFrontMatter(file)).toEqual({ data: {}, body: file, format: null });
});

test.each(["---\n---\n", "---\n\n---\n", "---\n# only a comment\n---\n", "+++\n+++\n"])(
  "empty front matter in %j",
  (file) => {
    expect(parseFrontMatter(file)).toMatchObject({ data: {}, body: "" });
  },
);

test("dates and numbers stay what was written", () => {
  const { data } = parseFrontMatter(
    "---\ndate: 2013-02-08T00:00:00.000Z\nday: 2013-02-08\nversion: 1.10\nslug: 007\nhex: 0x1F\nbig: 12345678901234567890\ncount: 3\nnone: null\n1: one\n---\n",
  );
  expect(data).toEqual({
    date: "2013-02-08T00:00:00.000Z",
    day: "2013-02-08",
    version: "1.10",
    slug: "007",
    hex: "0x1F",
    big: "12345678901234567890",
    count: 3,
    none: null,
    1: "one",
  });
});

test("anchors may be used, within reason", () => {
  expect(parseFrontMatter("---\na: &x [1, 2]\nb: *x\n---\n").data).toEqual({
    a: [1, 2],
    b: [1, 2],
  });
});

test("names that mean something to JavaScript are only names", () => {
  for (const file of [
    "---\n__proto__: {polluted: yes}\nconstructor: x\n---\n",
    '+++\nconstructor = "x"\n[__proto__]\npolluted = true\n+++\n',
  ]) {
    const { data } = parseFrontMatter(file);
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
    expect(data.polluted).toBeUndefined();
    expect(data.constructor).toBe("x");
  }
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});

test("aliases that would grow into a billion words are refused", () => {
  const lines = ["a: &a [x, x, x, x, x, x, x, x, x]"];
  for (const [from, to] of ["ab", "bc", "cd", "de", "ef", "fg", "gh", "hi"]) {
    lines.push(`${to}: &${to} [${Array(9).fill(`*${from}`).join(", ")}]`);
  }
  const error = errorOf(`---\n${lines.join("\n")}\n---\n`);
  expect(error.message).toContain("aliases");
});

test.each([
  ["---\ntitle: A\n", 1, "never closed"],
  ["---\ntitle: [a\n---\n", 3, "flow"],
  ["---\na: 1\nb: 'x\n---\n", 4, "quote"],
  ["---\na: 1\na: 2\n---\n", 3, "unique"],
  ["---\ntitle: A\n\tb: c\n---\n", 3, ""],
  ["---\n- a\n- b\n---\n", 2, "names and values"],
  ["---\njust text\n---\n", 2, "names and values"],
  ["---\n? [a, b]\n: c\n---\n", 2, "plain text"],
  ["---\na: *gone\n---\n", 2, "gone"],
  ["---\na: *self\nb: &self {c: *self}\n---\n", 2, ""],
  ["+++\ntitle = \n+++\n", 2, ""],
  ["+++\na = 1\nb = 2015-99-99\n+++\n", 3, ""],
  ["+++\na = 1", 1, "never closed"],
  [`---\na: ${"x".repeat(100_001)}\n---\n`, 1, "longer"],
  [`---\na: ${"[".repeat(20_000)}\n---\n`, 2, ""],
])("%j is refused with a line and a reason", (file, line, reason) => {
  const error = errorOf(file);
  expect(error.name).toBe("FrontMatterError");
  expect(error.line).toBe(line);
  expect(error.message).toContain(`line ${line}`);
  expect(error.message.toLowerCase()).toContain(reason);
  expect(error.message).not.toContain("\n");
});

const lines = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ..."title: date: - a |b tags: [ ] { } & * !! !!js/function > | ' \" # ? : %YAML <<: = \"\"\" ''' [x] [[y]] 1979-05-27 07:32 1e309 .inf __proto__ &a *a --- +++ ...".split(
          " ",
        ),
        "\n",
        "\n\n",
        "  ",
        "\t",
        "\0",
      ),
      fc.string({ unit: "binary", maxLength: 10 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(""));

test("whatever a file holds, it is read or refused in one way", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("", "---\n", "+++\n", "\ufeff---\r\n"),
      lines,
      fc.constantFrom("", "\n---\n", "\n+++\n"),
      (start, middle, end) => {
        try {
          const { data, body } = parseFrontMatter(start + middle + end);
          expect(typeof data).toBe("object");
          expect(body).not.toContain("\r");
        } catch (error) {
          expect(error).toBeInstanceOf(FrontMatterError);
        }
      },
    ),
    { numRuns: 1000 },
  );
});
