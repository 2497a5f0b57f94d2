import { expect, test } from "vitest";
import { byline } from "./card.ts";

test.for([
  [[], ""],
  [["Ada"], "Ada"],
  [["Ada", "Bo"], "Ada and Bo"],
  [["Ada", "Bo", "Cy"], "Ada, Bo and Cy"],
  [["Ada", "Bo", "Cy", "Di", "Ed"], "Ada, Bo and 3 more"],
] as const)("%s sign as %s", ([names, expected]) => {
  expect(byline(names.map((name) => ({ name })))).toBe(expected);
});
