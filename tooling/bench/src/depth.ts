import type { Part } from "./bench.ts";
import { openChanges } from "./changes.ts";
import { callPath, placesOf, type Place } from "./content.ts";
import { type Figure, median, spreadOf } from "./figure.ts";

/** How many posts lie behind page 50 of a list of twenties, and of one of elevens. */
const lists = {
  "post.list": { before: 49 * 20, path: ({ cursor }: Place) => callPath("post.list", { cursor }) },
  "front page": { before: 49 * 11, path: ({ cursor }: Place) => `/?cursor=${cursor}` },
} as const;

const samples = 30;

/** The fiftieth page of a list by its first pages: a place deep in a list may cost no more. */
export const depth: Part = async (bench) => {
  const publication = await bench.publication();
  const changes = openChanges(publication.databaseUrl);
  bench.finally(() => changes.close());
  const places = await placesOf(publication);
  const figures: Figure[] = [];
  for (const [name, { before, path }] of Object.entries(lists)) {
    const near = places.slice(0, samples);
    const deep = places.slice(before, before + samples);
    const [warm] = places.slice(200);
    if (!warm || deep.length < samples) throw new Error("There are too few posts");
    const rounds: { near: number; deep: number }[] = [];
    for (let round = 0; round < bench.pace.rounds; round++) {
      // Every place is asked for once and then forgotten, so that nothing comes from a cache.
      await changes.announce();
      await time(publication.web + path(warm));
      const times = { near: [] as number[], deep: [] as number[] };
      for (let at = 0; at < samples; at++) {
        times.near.push(await time(publication.web + path(near[at] ?? warm)));
        times.deep.push(await time(publication.web + path(deep[at] ?? warm)));
      }
      rounds.push({ near: median(times.near), deep: median(times.deep) });
    }
    figures.push({
      part: "depth",
      what: `${name}, page 50`,
      value: median(rounds.map((round) => round.deep)),
      unit: "ms",
      floor: {
        what: "places within its first pages",
        value: median(rounds.map((one) => one.near)),
      },
      ratio: median(rounds.map((round) => round.deep / round.near)),
      spread: spreadOf(rounds.map((round) => round.deep)),
      target: { of: "ratio", atMost: 1.2 },
      note: `${samples} places behind post ${before} by as many at the top, computed, one request at a time`,
    });
  }
  return figures;
};

async function time(url: string): Promise<number> {
  const began = performance.now();
  const response = await fetch(url);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return performance.now() - began;
}
