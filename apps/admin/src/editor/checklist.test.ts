import fc from "fast-check";
import { expect, test } from "vitest";
import { checksOf, withoutCode } from "./checklist.ts";
import { type Draft, emptyDraft } from "./draft.ts";

const done: Draft = {
  ...emptyDraft,
  title: "Ladders",
  slug: "ladders",
  excerpt: "On ladders.",
  body: "Up we go, [and see](https://example.org/a).\n\n![A ladder](/l.png)",
  categoryIds: ["c"],
  tags: ["wood", "height", "care"],
};
const say = (draft: Draft, free = true) => checksOf(draft, free).map(({ say }) => say);
const states = (draft: Draft) => checksOf(draft, true).map(({ state }) => state);

test("a finished post passes every check", () => {
  expect(states(done)).toEqual(["ok", "ok", "ok", "ok", "ok"]);
  expect(say(done)[1]).toBe("Category and three tags");
});

test("an empty one says what is still to do, and where", () => {
  const checks = checksOf(emptyDraft, true);
  expect(checks.map(({ state }) => state)).toEqual(["todo", "todo", "todo", "ok", "ok"]);
  expect(checks[0]?.fix).toEqual({ kind: "field", name: "title" });
});

test("a figure without words is found at its place", () => {
  const body = "Look:\n\n![](/a.png)\n\n![ ](/b.png)";
  const [, , , figures] = checksOf({ ...done, body }, true);
  expect(figures?.say).toBe("2 figures have no alt text");
  expect(figures?.fix).toEqual({ kind: "text", at: body.indexOf("![") + 2 });
});

test("a link that leads nowhere is found, code is left alone", () => {
  expect(say({ ...done, body: "[here]()" })[4]).toBe("One link leads nowhere");
  expect(say({ ...done, body: "[a](#) [b](https://)" })[4]).toBe("2 links lead nowhere");
  expect(states({ ...done, body: "`[here]()`\n\n```md\n![](x)\n[a]()\n```\n" })).not.toContain(
    "todo",
  );
});

test("a taken slug and a long excerpt are told", () => {
  expect(say(done, false)[0]).toBe("Slug is taken");
  expect(say({ ...done, excerpt: "x".repeat(170) })[0]).toBe("Excerpt is 10 over 160");
  expect(say({ ...done, excerpt: "" })[0]).toBe("No excerpt: the first lines stand in");
});

test("any text can be checked, and blanked code keeps every place", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("`", "~", "\n", "[", "]", "(", ")", "!", "a") }),
      (body) => {
        expect(withoutCode(body)).toHaveLength(body.length);
        expect(checksOf({ ...done, body }, true)).toHaveLength(5);
      },
    ),
  );
});
