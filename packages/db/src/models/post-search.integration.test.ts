import { expect } from "vitest";
import type { Db } from "../database.ts";
import { test } from "../testing/fixture.ts";
import { postFactory } from "../testing/index.ts";
import { searchPosts } from "./post-search.ts";

const search = (db: Db, q: string) => searchPosts(db, { q }, 20, { by: "rank" });

// Each took PostgreSQL's parser longer than a statement may take.
const tiring = {
  "words with ends in them": "_a_b".repeat(25_000),
  "one word of letters and lines": "ACGT_".repeat(20_000),
  "a secret of 100 KB": "q7Zx-_".repeat(17_000),
  "tags that never end": "<!-- ".repeat(40_000),
};

for (const [name, text] of Object.entries(tiring))
  test(`a post with ${name} is stored, and found by its other words`, async ({ db }) => {
    const post = await postFactory(db)
      .published()
      .with({ plainText: `needle ${text}` })
      .create();
    const { items } = await search(db, "needle");
    expect(items.map(({ id }) => id)).toEqual([post.id]);
    expect(items[0]?.snippet).toContain("\u0002needle\u0003");
  });

test("words of a usual length are found whole, inside of what looks like a tag too", async ({
  db,
}) => {
  const post = await postFactory(db)
    .published()
    .with({ plainText: "Donaudampfschifffahrtsgesellschaft is <stateful in a Vec<Option>" })
    .create();
  for (const q of ["Donaudampfschifffahrtsgesellschaft", "stateful", "option"])
    expect((await search(db, q)).items.map(({ id }) => id)).toEqual([post.id]);
});
