import { expect, test } from "vitest";
import type { Inputs, Outputs } from "./index.ts";

// A declaration that a client cannot resolve turns a type into `any` without a word. These lines stop
// compiling when that happens; at run time there is nothing to see.

type IsAny<Value> = 0 extends 1 & Value ? true : false;

/** The names of procedures whose type is `any`. */
type Lost<Procedures> = {
  [Feature in keyof Procedures & string]: {
    [Name in keyof Procedures[Feature] & string]: IsAny<Procedures[Feature][Name]> extends true
      ? `${Feature}.${Name}`
      : never;
  }[keyof Procedures[Feature] & string];
}[keyof Procedures & string];

type Nothing<Names> = [Names] extends [never] ? "nothing" : Names;

test("no procedure's input or output is lost on the way to the client", () => {
  const outputs: Nothing<Lost<Outputs>> = "nothing";
  const inputs: Nothing<Lost<Inputs>> = "nothing";
  expect([outputs, inputs]).toEqual(["nothing", "nothing"]);
});

test("a column keeps its type as far as the screen", () => {
  const title: Outputs["post"]["list"]["items"][number]["title"] = "a title";
  const publishedAt: Outputs["post"]["bySlug"]["publishedAt"] = new Date(0);
  const status: NonNullable<Inputs["post"]["manage"]["status"]> = "draft";
  // @ts-expect-error -- a title is text
  const wrongTitle: Outputs["post"]["list"]["items"][number]["title"] = 1;
  // @ts-expect-error -- no such status
  const wrongStatus: Inputs["post"]["manage"]["status"] = "locked";
  // @ts-expect-error -- readers never see where a post came from
  const leak: keyof Outputs["post"]["bySlug"] = "sourcePath";
  expect([title, publishedAt, status, wrongTitle, wrongStatus, leak]).toHaveLength(6);
});
