import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Refusal } from "./refusal.ts";
import { nounOf, pluralOf, withArticle, wordOf } from "./words.ts";

test.each(["reading list", "reading-list", "reading_list", "readingList", "ReadingList"])(
  "%s is one name in every form",
  (given) => {
    expect(wordOf("entity", given)).toEqual({
      camel: "readingList",
      pascal: "ReadingList",
      kebab: "reading-list",
      snake: "reading_list",
      spoken: "reading list",
    });
  },
);

test.each([
  ["book", "books"],
  ["category", "categories"],
  ["day", "days"],
  ["address", "addresses"],
  ["status", "statuses"],
  ["box", "boxes"],
  ["batch", "batches"],
  ["person", "people"],
  ["quiz", "quizzes"],
])("one %s, many %s", (one, many) => {
  expect(pluralOf(one)).toBe(many);
  expect(nounOf(one).many.kebab).toBe(many);
});

test("only the last word of a name has a plural, and a plural of its own can be given", () => {
  expect(nounOf("news item").many.snake).toBe("news_items");
  expect(nounOf("book shelf").many.camel).toBe("bookShelves");
  expect(nounOf("cactus:cacti").many.pascal).toBe("Cacti");
});

describe("refused", () => {
  test.each([
    ["books", "book"],
    ["categories", "category"],
    ["boxes", "box"],
    ["people", "person"],
    ["reading-lists", "reading-list"],
  ])("the plural %s, with %s to say instead", (given, suggestion) => {
    expect(() => nounOf(given)).toThrow(`such as “${suggestion}”`);
  });

  test.each(["news", "media", "series", "sheep:sheep", "a:b:c"])(
    "%s, which cannot be counted",
    (given) => {
      expect(() => nounOf(given)).toThrow(Refusal);
    },
  );

  test.each([
    "",
    " ",
    "1st",
    "../../etc",
    "a;drop table posts",
    "book`",
    "${process.exit()}",
    'book"; import "node:fs',
    "bücher",
    "book\nshelf",
    "book\0",
    "__proto__",
    "-book",
    "book-",
    "book--shelf",
    "x".repeat(25),
  ])("%j, which is not a name", (given) => {
    expect(() => wordOf("entity", given)).toThrow(Refusal);
  });
});

test("whatever is typed is refused, or becomes nothing but letters, figures and hyphens", () => {
  const typed = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.string({ unit: fc.constantFrom(...Array.from("aZ0 _-:;./'\"`$\n\0")), maxLength: 12 }),
  );
  fc.assert(
    fc.property(typed, (text) => {
      try {
        const { one, many } = nounOf(text);
        for (const { camel, pascal, kebab, snake } of [one, many]) {
          expect(camel).toMatch(/^[a-z][A-Za-z0-9]*$/);
          expect(pascal).toMatch(/^[A-Z][A-Za-z0-9]*$/);
          expect(kebab).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
          expect(snake).toBe(kebab.replaceAll("-", "_"));
        }
        expect(many.kebab).not.toBe(one.kebab);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        // oxlint-disable-next-line no-control-regex -- what a terminal would obey
        expect(error.message).not.toMatch(/[\u0000-\u001f\u007f]/);
      }
    }),
  );
});

test("a vowel takes an", () => {
  expect([withArticle("author"), withArticle("book")]).toEqual(["an author", "a book"]);
});
