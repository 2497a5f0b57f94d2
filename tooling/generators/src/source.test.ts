import { expect, test } from "vitest";
import { freeKey } from "./entity/place.ts";
import { Refusal } from "./refusal.ts";
import { addEntry, addImport, addImportLine, addSortedLine, append } from "./source.ts";

test("a line goes where the alphabet puts it", () => {
  expect(addSortedLine("a\nc\n", "b")).toBe("a\nb\nc\n");
  expect(addSortedLine("a\nc\n", "d")).toBe("a\nc\nd\n");
});

test("a name joins the import that is there, once and in order", () => {
  const source = `import {\n  and,\n  type SQL,\n} from "drizzle-orm";\n`;
  const added = addImport(source, "drizzle-orm", ["eq", "and"]);
  expect(added).toBe(`import { and, eq, type SQL } from "drizzle-orm";\n`);
  expect(addImport(added, "drizzle-orm", ["eq"])).toBe(added);
});

test("types and values of one module are two imports", () => {
  const source = `import type { Ctx } from "./context.ts";\n`;
  expect(addImport(source, "./context.ts", ["open"])).toContain(
    `import { open } from "./context.ts";\n`,
  );
  expect(addImport(source, "./context.ts", ["UserCtx"], { typeOnly: true })).toBe(
    `import type { Ctx, UserCtx } from "./context.ts";\n`,
  );
});

test("a new import stands before the modules that come after its own, packages before files", () => {
  const source = `import { a } from "a";\nimport { z } from "zod";\nimport { c } from "./c.ts";\n`;
  expect(addImport(source, "m", ["m"])).toBe(
    `import { a } from "a";\nimport { m } from "m";\nimport { z } from "zod";\nimport { c } from "./c.ts";\n`,
  );
  const line = `import * as d from "./d.ts";`;
  expect(addImportLine(source, line, "./d.ts")).toBe(`${source}${line}\n`);
  expect(addImportLine(`${line}\n`, line, "./d.ts")).toBe(`${line}\n`);
});

test("an entry joins its own block and no other", () => {
  const source = "const x = {\n  a: 1,\n  c: {\n    b: 2,\n  },\n};\nconst y = {\n  z: 1,\n};\n";
  expect(addEntry(source, "const y = {", "a: 2,")).toBe(
    source.replace("  z: 1", "  a: 2,\n  z: 1"),
  );
  expect(addEntry(source, "const x = {", "d: 4,", { sorted: false })).toBe(
    source.replace("};\nconst y", "  d: 4,\n};\nconst y"),
  );
});

test("a file that was rearranged is left alone", () => {
  expect(() => addEntry("const x = {};", "const y = {", "a,")).toThrow(Refusal);
});

test("what is appended stands after one empty line", () => {
  expect(append("a\n", "b\n")).toBe("a\n\nb\n");
  expect(append("", "b\n")).toBe("b\n");
});

test("a page gets a letter of its own name where one is free", () => {
  expect(freeKey("", "books")).toBe("b");
  expect(freeKey(`key: "b", key: "o"`, "books")).toBe("k");
  const all = Array.from("abcdefghijklmnopqrstuvwxyz")
    .map((key) => `key: "${key}"`)
    .join(",");
  expect(() => freeKey(all, "books")).toThrow("Every letter");
  expect(freeKey(all.replace('key: "q"', ""), "books")).toBe("q");
});
