import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { parseTheme, themeScript } from "./theme.ts";

function themeOf(cookie: string): string | undefined {
  const dataset: { theme?: string } = {};
  runInNewContext(themeScript, { document: { cookie, documentElement: { dataset } } });
  return dataset.theme;
}

test.each([
  ["theme=dark", "dark"],
  ["a=1; theme=light; b=2", "light"],
  ["", undefined],
  ["theme=purple", undefined],
  ["other-theme=dark", undefined],
  ["theme=dark-ish", undefined],
])("the script reads %j as %s", (cookie, expected) => {
  expect(themeOf(cookie)).toBe(expected);
});

test("the script can stand in a script element", () => {
  expect(themeScript).not.toMatch(/<|-->/u);
});

test("an unknown choice is auto", () => {
  expect(parseTheme("dark")).toBe("dark");
  expect(parseTheme("auto")).toBe("auto");
  expect(parseTheme("<script>")).toBe("auto");
  expect(parseTheme(undefined)).toBe("auto");
});
