import fc from "fast-check";
import { expect, test } from "vitest";
import {
  isCleanText,
  isSlug,
  isVisible,
  slugify,
  slugMaxLength,
  slugPattern,
  withoutOverrides,
} from "./slug.ts";

test.each([
  ["Hello, World!", "hello-world"],
  ["Node.js v8.0.0", "node-js-v8-0-0"],
  ["weekly-update.2015-02-06", "weekly-update-2015-02-06"],
  ["  Don’t -- panic  ", "dont-panic"],
  ["Café Über Straße", "cafe-uber-strasse"],
  ["Michaël Zasso", "michael-zasso"],
  ["Ulises Gascón", "ulises-gascon"],
  ["Łódź & Ærø", "lodz-and-aero"],
  ["Привет, мир", "privet-mir"],
  ["Щука и Ёж", "shchuka-i-ezh"],
  ["Ελληνικά νησιά", "ellinika-nisia"],
  ["ﬁne ½ ①", "fine-1-2-1"],
  ["C++ / C#", "c-c"],
  ["__proto__", "proto"],
  ["日本語", ""],
  ["🎉🎉", ""],
  ["", ""],
])("%j becomes %j", (text, slug) => {
  expect(slugify(text)).toBe(slug);
});

test("a long title is cut between words", () => {
  const slug = slugify(`${"word ".repeat(30)}end`);
  expect(slug).toMatch(/^word(-word)+$/);
  expect(slug.length).toBeLessThanOrEqual(slugMaxLength);
  expect(slugify("x".repeat(200))).toHaveLength(slugMaxLength);
  expect(slugify(`a ${"x".repeat(200)}`, 10)).toBe("a-xxxxxxxx");
});

test("whatever is typed, a slug is empty or well-formed, and slugging it again changes nothing", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.integer({ min: 1, max: 80 }),
      (text, max) => {
        const slug = slugify(text, max);
        expect(slug.length).toBeLessThanOrEqual(max);
        if (slug) expect(isSlug(slug)).toBe(true);
        expect(slugify(slug, max)).toBe(slug);
      },
    ),
  );
});

test.each(["a", "a-b", "2015", "v8-0-0"])("%j is a slug", (slug) => {
  expect(isSlug(slug)).toBe(true);
  expect(slugPattern.test(slug)).toBe(true);
});

test.each(["", "-", "a-", "-a", "a--b", "A", "a b", "a/b", "é", "a\n", "a".repeat(81)])(
  "%j is no slug",
  (text) => {
    expect(isSlug(text)).toBe(false);
  },
);

test("text that PostgreSQL cannot store is told apart", () => {
  expect(isCleanText("plain, 日本語, 🎉")).toBe(true);
  expect(isCleanText("")).toBe(true);
  expect(isCleanText("a\0b")).toBe(false);
  expect(isCleanText("\ud83c")).toBe(false);
  expect(isCleanText("x\udf89")).toBe(false);
  expect(isCleanText("x\ufffe")).toBe(false);
  expect(isCleanText("\uffffx")).toBe(false);
  expect(isCleanText("\ufffd")).toBe(true);
});

test.for([
  "",
  " ",
  "\u200B\u2060",
  "\u00A0\u00AD",
  "\u3164",
  "\u115F\u1160",
  "\u2800",
  "\u202E",
  "\u0301",
])("%j cannot be seen", (text) => {
  expect(isVisible(text)).toBe(false);
});

test.for(["a", "7", "?", "€", "日", "🎉", "\u200Bא", "نم\u200Cونه", "👩\u200D🔧"])(
  "%j can be seen",
  (text) => {
    expect(isVisible(text)).toBe(true);
  },
);

test("what turns the direction of a text is left out, and nothing else", () => {
  expect(withoutOverrides("\u202Agpj.\u202Eexe\u2066\u2069 ab")).toBe("gpj.exe ab");
  expect(withoutOverrides("שלום\u200F, نم\u200Cونه 🎉")).toBe("שלום\u200F, نم\u200Cونه 🎉");
});
