import { inspect } from "node:util";
import { newId, Users } from "@quoin/db";
import { createLogger } from "@quoin/log";
import { expect } from "vitest";
import { test } from "./testing/index.ts";
import { createCallerFactory, publicProcedure, router } from "./trpc.ts";

test("a statement that failed is logged and told without what was sent to it", async ({ api }) => {
  const taken = await api.make.user().create();
  const secret = "$argon2id$the-secret";
  const lines: string[] = [];
  const log = createLogger({
    name: "test",
    destination: { write: (line) => void lines.push(line) },
  });
  const statements = {
    // Not null: what nobody foresaw. Taken, and no id at all: what the caller is told of.
    missing: () =>
      Users.insert(api.db, [{ ...taken, id: newId(), bio: secret, email: null as never }]),
    taken: () => Users.insert(api.db, [{ ...taken, bio: secret }]),
    malformed: () => Users.select(api.db, { id: secret }),
  };
  for (const fails of Object.values(statements))
    expect(inspect(await fails().catch((error: unknown) => error))).toContain("the-secret");
  const procedure = (name: keyof typeof statements) =>
    publicProcedure.query(() => statements[name]());
  const routes = router({
    missing: procedure("missing"),
    taken: procedure("taken"),
    malformed: procedure("malformed"),
  });
  const caller = createCallerFactory(routes)(api.ctx(null, { log }));
  for (const [name, code] of [
    ["missing", "internal"],
    ["taken", "conflict"],
    ["malformed", "validation"],
  ] as const) {
    const told: unknown = await caller[name]().catch((error: unknown) => error);
    expect(told).toMatchObject({ cause: { name: "AppError", code } });
    // As a page prints what it did not expect.
    expect(inspect(told, { depth: 9, showHidden: true })).not.toContain("the-secret");
  }
  expect(lines.join("")).not.toContain("the-secret");
  expect(lines.map((line) => JSON.parse(line) as object)).toContainEqual(
    expect.objectContaining({
      message: "call failed",
      err: expect.objectContaining({ cause: expect.objectContaining({ code: "23502" }) }),
    }),
  );
});
