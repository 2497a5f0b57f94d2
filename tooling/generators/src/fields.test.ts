import fc from "fast-check";
import { expect, test } from "vitest";
import { fieldsOf, isReference, labelOf } from "./fields.ts";
import { Refusal } from "./refusal.ts";
import { requireFreeNoun, requireFreeProcedure } from "./reserved.ts";
import { nounOf, wordOf } from "./words.ts";

test("a list of fields says names, types, what may be left out and what is pointed at", () => {
  const fields = fieldsOf("title:text, due on?:date, post:reference, editor?:reference:user,");
  expect(
    fields.map(({ name, type, required, target }) => [
      name.camel,
      type,
      required,
      target?.many.camel,
    ]),
  ).toEqual([
    ["title", "text", true, undefined],
    ["dueOn", "date", false, undefined],
    ["postId", "reference", true, "posts"],
    ["editorId", "reference", false, "users"],
  ]);
  expect(fields.filter(isReference)).toHaveLength(2);
  expect(labelOf(fields).name.camel).toBe("title");
});

test.each([
  ["", "required text"],
  ["title?:text", "required text"],
  ["count:integer", "required text"],
  ["title", "needs a type"],
  ["title:varchar", "needs a type"],
  ["title:text:user", "Only a reference"],
  ["post:reference:user:x", "needs a type"],
  ["title:text, Title:markdown", "twice"],
  ["title:text, id:text", "there already"],
  ["title:text, createdAt:date", "there already"],
  ["title:text, author:text", "there already"],
  ["title:text, class:text", "TypeScript"],
  ["title:text, order:integer", "SQL"],
  ["title:text, posts:reference", "plural"],
  ["title:text, a b;c:text", "not a name"],
  ["title:text, __proto__:text", "not a name"],
  ["title:text, constructor:text", "there already"],
  [Array.from({ length: 21 }, (_, at) => `field${at}:text`).join(","), "At most 20"],
])("%j is refused: %s", (given, words) => {
  expect(() => fieldsOf(given)).toThrow(words);
  expect(() => fieldsOf(given)).toThrow(Refusal);
});

test.each(["class", "order", "string", "map", "promise", "row", "input", "router", "type"])(
  "%s is no noun for an entity",
  (name) => {
    expect(() => requireFreeNoun(nounOf(name))).toThrow(Refusal);
  },
);

test.each(["then", "constructor", "apply", "class", "caller"])("%s is no procedure", (name) => {
  expect(() => requireFreeProcedure(wordOf("procedure", name))).toThrow(Refusal);
});

test("whatever is typed is refused in words, or is fields that can be written", () => {
  const part = fc.string({ unit: fc.constantFrom(...Array.from("ab _?:")), maxLength: 12 });
  fc.assert(
    fc.property(fc.array(fc.oneof(part, fc.constant("title:text"), fc.string())), (parts) => {
      try {
        for (const { name } of fieldsOf(parts.join(","))) expect(name.camel).toMatch(/^[a-z]\w*$/);
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
    }),
  );
});
