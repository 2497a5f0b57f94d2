import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Bench, Part } from "./bench.ts";
import { openChanges } from "./changes.ts";
import { callPath, placesOf, type Place } from "./content.ts";
import type { Figure } from "./figure.ts";
import { alternate, type Contender, costs, ratioOf } from "./load.ts";
import type { Publication } from "./publication.ts";
import { end } from "./publication.ts";

const limit = 20;

/** The list of posts over HTTP through the publication's web server, by tRPC and by REST, by bare node:http and pg. */
export const calls: Part = async (bench) => {
  const publication = await bench.publication();
  const changes = openChanges(publication.databaseUrl);
  bench.finally(() => changes.close());
  // The last ones have fewer than a whole page behind them.
  const places = (await placesOf(publication)).slice(0, -limit);
  const floor = await startFloor(bench, publication, places);
  const [first] = places;
  if (!first) throw new Error("There are no posts");
  const bytes = await checkSame(publication, floor, first);

  const ours = { origin: publication.web, pid: publication.pidOf("web") };
  const found = await alternate(
    {
      remembered: { ...ours, paths: [listPath(first)] },
      rest: { ...ours, paths: [restPath(first)] },
      floor,
      computed: {
        ...ours,
        paths: places.map(listPath),
        // Sooner than the load comes round to a place again, so that every answer is computed.
        beside: () => changes.keepAnnouncing(250),
      },
      restComputed: {
        ...ours,
        paths: places.map(restPath),
        beside: () => changes.keepAnnouncing(250),
      },
    },
    bench.pace,
  );
  const size = `${bytes.ours.toLocaleString("en")} bytes, floor ${bytes.floor.toLocaleString("en")}`;
  const figure = (
    name: keyof typeof found,
    what: string,
    how: string,
    atLeast?: number,
  ): Figure => ({
    part: "calls",
    what,
    value: found[name].perSecond,
    unit: "/s",
    floor: { what: "node:http and pg, one prepared query, JSON", value: found.floor.perSecond },
    ratio: ratioOf(found[name], found.floor),
    spread: found[name].spread,
    ...(atLeast !== undefined && { target: { of: "ratio", atLeast } }),
    note: `${how}; ${size}; ${costs(found[name], found.floor)}`,
  });
  const inTurn = `${places.length} places in turn, nothing remembered`;
  const one = "one page, from the data cache";
  return [
    figure("computed", "post.list, computed", inTurn, 0.2),
    figure("remembered", "post.list, remembered", one, 0.25),
    figure("restComputed", "GET /posts, computed", inTurn),
    figure("rest", "GET /posts, remembered", one, 0.4),
  ];
};

const listPath = ({ cursor }: Place) => callPath("post.list", { limit, cursor });
const restPath = ({ cursor }: Place) =>
  `/api/v1/posts?limit=${limit}${cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`}`;
const floorPath = ({ publishedAt, id }: Place) => `/?at=${publishedAt.toISOString()}&id=${id}`;

async function startFloor(
  bench: Bench,
  { databaseUrl }: Publication,
  places: readonly Place[],
): Promise<Contender> {
  const child = fork(path.join(import.meta.dirname, "../floor/query.ts"), {
    env: { ...process.env, NODE_ENV: "production", DATABASE_URL: databaseUrl },
  });
  bench.finally(() => end(child));
  const [port] = (await once(child, "message")) as [number];
  return {
    origin: `http://127.0.0.1:${port}`,
    paths: places.map(floorPath),
    ...(child.pid !== undefined && { pid: child.pid }),
  };
}

interface Item {
  readonly categories: readonly { readonly id: string }[];
}

/** Throws unless both answer with the same posts, so that they are known to do the same work. */
async function checkSame(publication: Publication, floor: Contender, place: Place) {
  const [ours, theirs] = await Promise.all(
    [publication.web + listPath(place), floor.origin + floorPath(place)].map(async (url) =>
      (await fetch(url)).text(),
    ),
  );
  const answered = JSON.parse(ours ?? "") as { result: { data: { json: { items: Item[] } } } };
  const { items } = JSON.parse(theirs ?? "") as { items: Item[] };
  // Nothing orders the categories of a post.
  const sorted = (list: readonly Item[]) =>
    list.map((item) => ({
      ...item,
      categories: item.categories.toSorted((one, other) => one.id.localeCompare(other.id)),
    }));
  if (
    items.length < limit ||
    !isDeepStrictEqual(sorted(answered.result.data.json.items), sorted(items))
  )
    throw new Error("post.list and its floor do not answer the same");
  return { ours: Buffer.byteLength(ours ?? ""), floor: Buffer.byteLength(theirs ?? "") };
}
