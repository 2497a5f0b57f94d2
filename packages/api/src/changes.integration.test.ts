import { createTestDatabase } from "@quoin/db/testing";
import { createLogger } from "@quoin/log";
import { expect, onTestFinished, test, vi } from "vitest";
import { type ChangeTag, changeTags, openChanges } from "./changes.ts";

async function opened() {
  const database = await createTestDatabase();
  const log = createLogger({ name: "test", level: "silent" });
  const changes = openChanges({ url: database.url, driver: "pg", log });
  const heard: (readonly ChangeTag[])[] = [];
  changes.subscribe((tags) => heard.push(tags));
  onTestFinished(async () => {
    await changes.close();
    await database.close();
  });
  return { changes, heard, db: database.db };
}

test("what was remembered before the channel was open is forgotten once it is", async () => {
  const { changes, heard } = await opened();
  const before = changes.version(["posts"]);
  expect(heard).toEqual([]);
  await vi.waitFor(() => expect(heard).toEqual([changeTags]));
  expect(changes.version(["posts"])).not.toBe(before);
});

test("a change names what it touched, and leaves the rest as it was", async () => {
  const { changes, heard, db } = await opened();
  await vi.waitFor(() => expect(heard).toHaveLength(1));
  const [posts, users] = [changes.version(["posts"]), changes.version(["users"])];
  await db.transaction((tx) => changes.announce(tx, ["posts", "tags"]));
  await vi.waitFor(() => expect(heard.at(-1)).toEqual(["posts", "tags"]));
  expect(changes.version(["posts"])).not.toBe(posts);
  expect(changes.version(["users"])).toBe(users);
});
