import { expect, test } from "vitest";
import { endOf, tabOf, tabs } from "./tabs.ts";

test("an address that asks for no tab gets everybody", () => {
  expect(tabOf("editor").label).toBe("Editors");
  expect(tabOf("nobody").value).toBe("all");
  expect(tabOf(undefined).value).toBe("all");
});

test("everybody is everybody, the suspended counted once", () => {
  const counts = { reader: 5, author: 2, editor: 1, admin: 1, suspended: 2, profile: 3 };
  expect(tabs[0]?.count(counts)).toBe(12);
});

test("a suspension ends with its day, and without a day it lasts", () => {
  expect(endOf("2026-12-01")?.getHours()).toBe(23);
  expect(endOf("")).toBeUndefined();
  expect(endOf("soon")).toBeUndefined();
});
