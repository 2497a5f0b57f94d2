import fc from "fast-check";
import { expect, test } from "vitest";
import { breakpoint, splitStatements } from "./folder.ts";

test("splits at breakpoints and leaves out what is only comment", () => {
  const text = `-- head\ncreate table a ();\n${breakpoint}\n-- nothing here\n${breakpoint}create table b ();`;
  expect(splitStatements(text)).toEqual(["-- head\ncreate table a ();", "create table b ();"]);
  expect(splitStatements("")).toEqual([]);
});

test("keeps every statement, whatever is in it", () => {
  const statement = fc.string().map((rest) => `select ${JSON.stringify(rest)}`);
  fc.assert(
    fc.property(fc.array(statement), (statements) => {
      expect(splitStatements(statements.join(`\n${breakpoint}\n`))).toEqual(statements);
    }),
  );
});
