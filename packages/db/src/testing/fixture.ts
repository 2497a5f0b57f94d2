import { test as base } from "vitest";
import type { Db } from "../database.ts";
import { createTestDatabase, rolledBack, type TestDatabase } from "./database.ts";

interface Databases {
  /** A transaction that is rolled back after the test: tests of one file never see each other's rows. */
  readonly db: Db;
  /** The file's own database, for tests that need commits, several connections or errors that they survive. */
  readonly database: TestDatabase;
}

/** Vitest's `test` with a database, which is made when a test names one of these. */
export const test = base.extend<Databases>({
  database: [
    // eslint-disable-next-line no-empty-pattern -- vitest reads the names in the braces
    async ({}, use) => {
      const database = await createTestDatabase();
      await use(database);
      await database.close();
    },
    { scope: "file" },
  ],
  db: async ({ database }, use) => {
    await rolledBack(database.db, use);
  },
});
