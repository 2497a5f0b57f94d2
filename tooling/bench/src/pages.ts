import type { Part } from "./bench.ts";
import { typicalPost } from "./content.ts";
import type { Figure } from "./figure.ts";
import { startFloorApp } from "./floor-app.ts";
import { alternate, costs, ratioOf } from "./load.ts";

/** Remembered pages for readers without an account, by static pages of a bare Next.js app. */
export const pages: Part = async (bench) => {
  const publication = await bench.publication();
  const post = `/posts/${await typicalPost(publication)}`;
  const sizes = {
    home: await htmlBytes(publication.web),
    post: await htmlBytes(publication.web + post),
  };
  bench.say("building the floor: a bare Next.js app");
  const app = await startFloorApp(bench, [sizes.home, sizes.post]);
  const floorSizes = {
    home: await htmlBytes(`${app.origin}/${sizes.home}`),
    post: await htmlBytes(`${app.origin}/${sizes.post}`),
  };

  const ours = { origin: publication.web, pid: publication.pidOf("web") };
  const asBrowsers = { headers: { "accept-encoding": "gzip, deflate, br" } };
  const paths = { home: ["/"], post: [post] };
  const floorPaths = { home: [`/${sizes.home}`], post: [`/${sizes.post}`] };
  const found = await alternate(
    {
      home: { ...ours, paths: paths.home },
      homeFloor: { ...app, paths: floorPaths.home },
      post: { ...ours, paths: paths.post },
      postFloor: { ...app, paths: floorPaths.post },
    },
    bench.pace,
  );
  const packed = await alternate(
    {
      post: { ...ours, paths: paths.post, ...asBrowsers },
      postFloor: { ...app, paths: floorPaths.post, ...asBrowsers },
    },
    { ...bench.pace, rounds: Math.min(3, bench.pace.rounds) },
  );
  const figure = (name: "home" | "post"): Figure => {
    const [mine, floor] = [found[name], found[`${name}Floor`]];
    return {
      part: "pages",
      what: `${name} page, remembered`,
      value: mine.perSecond,
      unit: "/s",
      floor: { what: "a static page of a bare app, next start", value: floor.perSecond },
      ratio: ratioOf(mine, floor),
      spread: mine.spread,
      target: { of: "ratio", atLeast: 0.8 },
      note: `${kilobytes(sizes[name])} of HTML, floor ${kilobytes(floorSizes[name])}, neither compressed; ${costs(mine, floor)}`,
    };
  };
  return [
    figure("home"),
    figure("post"),
    {
      part: "pages",
      what: "post page, compressed",
      value: packed.post.perSecond,
      unit: "/s",
      floor: { what: "the same, compressing each answer", value: packed.postFloor.perSecond },
      ratio: ratioOf(packed.post, packed.postFloor),
      spread: packed.post.spread,
      note: `as browsers ask for it; ${costs(packed.post, packed.postFloor)}`,
    },
  ];
};

async function htmlBytes(url: string): Promise<number> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.arrayBuffer()).byteLength;
}

const kilobytes = (bytes: number) => `${Math.round(bytes / 1_000)} KB`;
