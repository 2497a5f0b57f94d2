import { expect, test } from "vitest";
import { mainSections } from "./main-sections.ts";

const section = (name: string, postCount: number) => ({ name, postCount });

test("the fullest sections stand in the publication's own order, empty ones do not", () => {
  const all = [section("a", 1), section("b", 9), section("c", 0), section("d", 5), section("e", 2)];
  expect(mainSections(all, 3).map(({ name }) => name)).toEqual(["b", "d", "e"]);
  expect(mainSections(all, 99).map(({ name }) => name)).toEqual(["a", "b", "d", "e"]);
});
