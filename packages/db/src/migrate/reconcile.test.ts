import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { type Step, writeJournal, writeMigrations } from "../testing/migrations.ts";
import { checkMigrations } from "./check.ts";
import { journalFile, readJournal, readMigrations } from "./folder.ts";
import { describesSame, readSnapshot, type SchemaExports, snapshotOf } from "./kit.ts";
import { reconcile } from "./reconcile.ts";

// Two branches start from `pages`. One adds `votes`; the other gives `pages` a note.
const pages = pgTable("pages", { id: integer("id").primaryKey(), title: text("title").notNull() });
const notedPages = pgTable("pages", {
  id: integer("id").primaryKey(),
  title: text("title").notNull(),
  note: text("note"),
});
const longer = pgTable("pages", {
  id: integer("id").primaryKey(),
  title: text("title").notNull(),
  note: text("note"),
  more: text("more"),
});
const votes = pgTable("votes", { id: integer("id").primaryKey() });
const countedVotes = pgTable("votes", { id: integer("id").primaryKey(), count: integer("count") });

const first: Step = { name: "pages", when: 1_000, schema: { pages } };
const onMain: Step = { name: "votes", when: 2_000, schema: { pages, votes } };
const onBranch: Step = { name: "note", when: 3_000, schema: { pages: notedPages } };
const merged: SchemaExports = { pages: notedPages, votes };

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "quoin-reconcile-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
});

/** A folder after a merge that kept one branch's snapshots and both branches' statements. */
async function mergeBranches(
  main: Step[],
  branch: Step[],
  keeps: "main" | "branch",
): Promise<string> {
  const folders = { main: path.join(root, "main"), branch: path.join(root, "branch") };
  await writeMigrations(folders.main, [first, ...main]);
  await writeMigrations(folders.branch, [first, ...branch]);
  const folder = path.join(root, "merged");
  cpSync(keeps === "main" ? folders.branch : folders.main, folder, { recursive: true });
  cpSync(folders[keeps], folder, { recursive: true });
  const [mains, branches] = [folders.main, folders.branch].map((one) => readJournal(one).entries);
  writeJournal(folder, [...(mains ?? []), ...(branches ?? []).slice(1)]);
  return folder;
}

test("a folder in order stays as it is", async () => {
  await writeMigrations(root, [first, onMain]);
  const before = readdirSync(root, { recursive: true });
  expect(await reconcile(root, onMain.schema)).toEqual({ changes: [], warnings: [] });
  expect(readdirSync(root, { recursive: true })).toEqual(before);
  expect(checkMigrations(root, onMain.schema)).toEqual([]);
});

test.each(["main", "branch"] as const)(
  "the later of two gets the next number, when the merge kept the snapshot of %s",
  async (keeps) => {
    const folder = await mergeBranches([onMain], [onBranch], keeps);
    const hashes = readMigrations(folder).map(({ hash }) => hash);
    expect(checkMigrations(folder, merged).join()).toContain(
      "0001_note should have the number 0002",
    );

    const { changes, warnings } = await reconcile(folder, merged);
    expect(changes).toContain("0001_note is now 0002_note");
    expect(warnings).toEqual([]);
    expect(checkMigrations(folder, merged)).toEqual([]);
    expect(readJournal(folder).entries.map(({ tag }) => tag)).toEqual([
      "0000_pages",
      "0001_votes",
      "0002_note",
    ]);
    const middle = readSnapshot(folder, 1);
    expect(middle && describesSame(middle, snapshotOf(onMain.schema, ""))).toBe(true);
    // A database that has them knows them by their statements.
    expect(readMigrations(folder).map(({ hash }) => hash)).toEqual(hashes);
    expect(readdirSync(folder).filter((name) => name.includes("note"))).toEqual([
      "0002_note.down.sql",
      "0002_note.sql",
    ]);

    expect(await reconcile(folder, merged)).toEqual({ changes: [], warnings: [] });
  },
);

test("a journal with the marks of a conflict in it is repaired", async () => {
  const folder = await mergeBranches([onMain], [onBranch], "main");
  const text = readFileSync(journalFile(folder), "utf8");
  const at = text.indexOf("    {", text.indexOf("0001_votes"));
  writeFileSync(
    journalFile(folder),
    `${text.slice(0, at)}=======\n${text.slice(at).replace(/\n {4}\}/, "\n    }\n>>>>>>> branch")}`,
  );
  expect(checkMigrations(folder, merged).join()).toContain("run migration:reconcile");
  await reconcile(folder, merged);
  expect(checkMigrations(folder, merged)).toEqual([]);
});

test("a migration that the merge dropped from the journal comes last", async () => {
  const folder = await mergeBranches([onMain], [onBranch], "main");
  writeJournal(folder, readJournal(folder).entries.slice(0, 2));
  expect(checkMigrations(folder, merged).join()).toContain("0001_note.sql is not in the journal");
  await reconcile(folder, merged);
  expect(checkMigrations(folder, merged)).toEqual([]);
  expect(readJournal(folder).entries.at(-1)?.tag).toBe("0002_note");
});

test("times that do not increase are put right", async () => {
  await writeMigrations(root, [first, { ...onMain, when: 500 }]);
  expect(checkMigrations(root, onMain.schema)).toEqual([
    "0001_votes says that it is older than 0000_pages",
  ]);
  expect((await reconcile(root, onMain.schema)).changes).toEqual([
    "the journal counts on without gaps",
  ]);
  expect(checkMigrations(root, onMain.schema)).toEqual([]);
});

test("with git, longer branches are put together step by step", async () => {
  const mains = [onMain, { name: "count", when: 4_000, schema: { pages, votes: countedVotes } }];
  const branches = [onBranch, { name: "more", when: 5_000, schema: { pages: longer } }];
  const schema = { pages: longer, votes: countedVotes };
  const folder = await mergeBranches(mains, branches, "main");
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@example.test", ...args], {
      cwd: folder,
    });
  const mergedFiles = path.join(root, "copy");
  cpSync(folder, mergedFiles, { recursive: true });
  git("init", "-q", "-b", "main");
  cpSync(path.join(root, "branch"), folder, { recursive: true });
  git("add", ".");
  git("commit", "-qm", "branch");
  cpSync(mergedFiles, folder, { recursive: true });
  git("add", ".");
  git("commit", "-qm", "merged");

  expect((await reconcile(folder, schema)).warnings).toEqual([]);
  expect(checkMigrations(folder, schema)).toEqual([]);
  const expected: SchemaExports[] = [
    first.schema,
    { pages, votes },
    { pages: notedPages, votes },
    { pages: notedPages, votes: countedVotes },
    schema,
  ];
  expect(readJournal(folder).entries.map(({ tag }) => tag)).toEqual([
    "0000_pages",
    "0001_votes",
    "0002_note",
    "0003_count",
    "0004_more",
  ]);
  for (const [idx, tables] of expected.entries()) {
    const snapshot = readSnapshot(folder, idx);
    expect(snapshot && describesSame(snapshot, snapshotOf(tables, ""))).toBe(true);
  }
});

test("without git, longer branches end right and say that the middle is a guess", async () => {
  const more = { name: "count", when: 4_000, schema: { pages, votes: countedVotes } };
  const again = { name: "more", when: 5_000, schema: { pages: longer } };
  const folder = await mergeBranches([onMain, more], [onBranch, again], "main");
  const schema = { pages: longer, votes: countedVotes };
  const { warnings } = await reconcile(folder, schema);
  expect(warnings).toEqual([expect.stringContaining("guess")]);
  expect(checkMigrations(folder, schema)).toEqual([]);
});
