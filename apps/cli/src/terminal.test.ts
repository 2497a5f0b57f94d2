import fc from "fast-check";
import { expect, test } from "vitest";
import { createTerminal, table } from "./terminal.ts";

function screen(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => written.push(text) };
}

test("with --json the one object is all that reaches standard output", () => {
  const [out, err] = [screen(false), screen(false)];
  const terminal = createTerminal({ json: true }, out, err);
  terminal.say("for people");
  terminal.progress("1 of 2");
  terminal.endProgress();
  terminal.result({ created: 1 });
  expect(out.written).toEqual(['{"created":1}\n']);
  expect(err.written).toEqual([]);
});

test("without it people read lines, and no object", () => {
  const [out, err] = [screen(true), screen(true)];
  const terminal = createTerminal({ json: false }, out, err);
  terminal.result({ created: 1 });
  terminal.say("1 created");
  expect(out.written).toEqual(["1 created\n"]);
});

test("progress replaces its own line, and leaves none behind", () => {
  const [out, err] = [screen(true), screen(true)];
  const terminal = createTerminal({ json: false }, out, err);
  terminal.endProgress();
  expect(err.written).toEqual([]);
  terminal.progress("1 of 2");
  terminal.progress("2 of 2");
  terminal.endProgress();
  expect(err.written.at(-1)).toBe("\r\u001B[K");
  expect(out.written).toEqual([]);
});

test("columns line up whatever is in them", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "b", " ", "-"), maxLength: 12 });
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          cell,
          cell.map((text) => `|${text}`),
        ),
      ),
      (rows) => {
        const lines = table(["ONE", "|TWO"], rows).split("\n");
        expect(lines.length).toBe(rows.length + 1);
        expect(new Set(lines.map((line) => line.indexOf("|"))).size).toBe(1);
        for (const line of lines) expect(line).toBe(line.trimEnd());
      },
    ),
  );
});
