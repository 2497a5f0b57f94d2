import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { generateEntity, generateJob, generateProcedure, openTree, type Tree } from "./index.ts";
import { Refusal } from "./refusal.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** This checkout, in which nothing can be written: what gets that far was not refused. */
function lookedAt(): Tree {
  const tree = openTree(root);
  return {
    ...tree,
    write: () => {
      throw new Error("was not refused");
    },
  };
}

const expectRefusal = (generate: (tree: Tree) => unknown, words: string) => {
  expect(() => generate(lookedAt())).toThrow(words);
  expect(() => generate(lookedAt())).toThrow(Refusal);
};

test.each([
  ["post", "title:text", "already"],
  ["setting", "title:text", "word of the code"],
  ["filter", "title:text", "exports something called “Filter”"],
  ["key", "title:text", "means something"],
  ["dashboard", "title:text", "already"],
  ["note", "title:text, wheel:reference", "no schema/wheels.ts"],
  ["note", "title:text, note:reference", "its own table"],
  ["note", "title:text, redirect:reference", "no redirectFactory"],
  ["editorial planning entry", "title:text, assigned copy editor:reference:category", "too long"],
])("an entity %s with %s is refused", (name, fields, words) => {
  expectRefusal((tree) => generateEntity(tree, { name, fields }), words);
});

test.each([
  ["nowhere", "pin", "query", "public", "no feature"],
  ["../db", "pin", "query", "public", "not a name"],
  ["post", "publish", "mutation", "author", "already"],
  ["post", "list", "query", "public", "already"],
  ["post", "pin", "subscription", "public", "a query or a mutation"],
  ["post", "pin", "query", "owner", "Who may call it"],
  ["post", "then", "query", "public", "cannot be the name"],
])("a procedure %s.%s, %s for %s, is refused", (feature, name, kind, access, words) => {
  expectRefusal((tree) => generateProcedure(tree, { feature, name, kind, access }), words);
});

test.each([
  ["post.published", "", "already"],
  ["mail.send", "", "has happened"],
  ["sent", "", "past tense"],
  ["Mail.Sent", "", "past tense"],
  ["../mail.sent", "", "past tense"],
  ["mails.sent", "", "plural"],
  ["class.sent", "", "TypeScript"],
  ["book.lent", "every day", "five fields"],
  ["book.lent", "61 * * * *", "five fields"],
  ["book.lent", '* * * * *", evil: "', "five fields"],
])("a job %s at “%s” is refused", (name, schedule, words) => {
  expectRefusal((tree) => generateJob(tree, { name, schedule }), words);
});

test("names that are free get as far as writing", () => {
  const fields = "title:text, post:reference, editor?:reference:user";
  const free = [
    (tree: Tree) => generateEntity(tree, { name: "reading list", fields }),
    (tree: Tree) =>
      generateProcedure(tree, { feature: "tag", name: "stats", kind: "query", access: "public" }),
    (tree: Tree) => generateJob(tree, { name: "book.lent", schedule: "*/5 0-6 1,15 * *" }),
  ];
  for (const generate of free) expect(() => generate(lookedAt())).toThrow("was not refused");
});

test("what fails after it was begun is taken back", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "quoin-tree-"));
  try {
    const formatter = path.join(folder, "node_modules/.bin/oxfmt");
    mkdirSync(path.dirname(formatter), { recursive: true });
    writeFileSync(formatter, "#!/bin/sh\n", { mode: 0o755 });
    writeFileSync(path.join(folder, "known.ts"), "1\n");
    const tree = openTree(folder);
    tree.create("new/file.ts", "2\n");
    tree.edit("known.ts", (text) => `${text}3\n`);
    expect(() =>
      tree.write(() => {
        throw new Error("no migration");
      }),
    ).toThrow("no migration");
    expect(existsSync(path.join(folder, "new/file.ts"))).toBe(false);
    expect(readFileSync(path.join(folder, "known.ts"), "utf8")).toBe("1\n");

    expect(tree.write()).toEqual(["known.ts", "new/file.ts"]);
    expect(readFileSync(path.join(folder, "known.ts"), "utf8")).toBe("1\n3\n");
    expect(() => openTree(folder).create("known.ts", "")).toThrow("exists already");
    expect(() => openTree(folder).edit("nowhere.ts", String)).toThrow("is not there");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
