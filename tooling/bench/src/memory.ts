import { readdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase } from "@quoin/db";
import { createJobs } from "@quoin/jobs";
import type { Part } from "./bench.ts";
import { openChanges } from "./changes.ts";
import { callPath, placesOf } from "./content.ts";
import { load } from "./load.ts";
import { canWatch, residentMemory, watchMemory } from "./processes.ts";
import type { Publication } from "./publication.ts";

const loadSeconds = 10;
const mails = 1_000;
const mailTimeout = 120_000;

/** Resident memory of each app while it works, in processes that have just started. */
export const memory: Part = async (bench) => {
  if (!canWatch)
    return [{ part: "memory", what: "memory", unit: "MB", note: "it is read from /proc of Linux" }];
  await placesOf(await bench.publication());
  const publication = await bench.restarted();
  const atRest = residentMemory(publication.pidOf("web"));
  const web = await underLoad(publication);
  const worker = await sendingMail(publication);
  const admin = publication.pidOf("admin");
  for (let visit = 0; visit < 20; visit++) await fetch(`${publication.admin}/sign-in`);
  return [
    {
      part: "memory",
      what: "web under load",
      value: web.peak,
      unit: "MB",
      target: { of: "value", atMost: 400 },
      note: `largest resident memory in ${loadSeconds} s of pages, lists, feeds and searches, content changing twice a second; ${Math.round(web.perSecond)} requests/s; ${Math.round(atRest)} MB before`,
    },
    {
      part: "memory",
      what: "worker sending mail",
      value: worker.peak,
      unit: "MB",
      target: { of: "value", atMost: 200 },
      note: `largest resident memory during ${mails} mails into the outbox, ${worker.seconds.toFixed(1)} s; ${Math.round(worker.atRest)} MB before`,
    },
    {
      part: "memory",
      what: "admin at rest",
      value: residentMemory(admin),
      unit: "MB",
      note: "after 20 visits to its sign-in page",
    },
  ];
};

async function underLoad(publication: Publication): Promise<{ peak: number; perSecond: number }> {
  const { client, web, databaseUrl } = publication;
  const changes = openChanges(databaseUrl);
  const { items } = await client.post.list.query({ limit: 50 });
  const sections = (await client.category.list.query({})).items;
  const places = (await placesOf(publication)).slice(0, 100);
  const pages = [
    "/",
    "/archive",
    "/tags",
    "/feed.xml",
    "/atom.xml",
    "/sitemap.xml",
    ...items.map(({ slug }) => `/posts/${slug}`),
    ...sections.map(({ slug }) => `/categories/${slug}`),
    ...places.map(({ cursor }) => `/?cursor=${cursor}`),
  ];
  const calls = [
    ...items.map(({ slug }) => callPath("post.bySlug", { slug })),
    ...places.map(({ cursor }) => callPath("post.list", { cursor })),
  ];
  const paths = pages.flatMap((page, at) => [page, calls[at % calls.length] ?? "/"]);
  const watch = watchMemory(publication.pidOf("web"));
  const searching = keepSearching(web);
  const { perSecond } = await load(
    { origin: web, paths, beside: () => changes.keepAnnouncing(500) },
    loadSeconds,
  );
  await searching();
  await changes.close();
  return { peak: watch.peak(), perSecond };
}

/** Searches one after another, each from another address. */
function keepSearching(web: string): () => Promise<void> {
  const stop = new AbortController();
  const running = (async () => {
    for (let number = 0; !stop.signal.aborted; number++) {
      const headers = { "x-forwarded-for": `10.0.${(number >> 8) & 255}.${number & 255}` };
      const response = await fetch(`${web}/search?q=release+${number % 20}`, { headers });
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`A search answered ${response.status}`);
    }
  })();
  // Whoever stops it hears of it.
  running.catch(() => {});
  return () => {
    stop.abort();
    return running;
  };
}

async function sendingMail({ databaseUrl, dataDir, pidOf }: Publication) {
  const database = openDatabase({ url: databaseUrl, applicationName: "quoin-bench" });
  const queue = createJobs({ db: database.db });
  const outbox = path.join(dataDir, "outbox");
  const already = countFiles(outbox);
  const atRest = residentMemory(pidOf("worker"));
  const watch = watchMemory(pidOf("worker"));
  const began = performance.now();
  try {
    const letters = Array.from({ length: mails }, (_, number) => ({
      to: `reader-${number}@example.com`,
      subject: `Letter ${number}`,
      text: "A lock keeps what is written together. ".repeat(50),
    }));
    await database.db.transaction((tx) => queue.jobs.mailRequested.toEach(letters).enqueue(tx));
    while (countFiles(outbox) - already < mails) {
      if (performance.now() - began > mailTimeout)
        throw new Error(`${countFiles(outbox) - already} of ${mails} mails were sent in time`);
      await sleep(100);
    }
    return { peak: watch.peak(), atRest, seconds: (performance.now() - began) / 1_000 };
  } finally {
    watch.peak();
    await queue.close();
    await database.close();
  }
}

function countFiles(folder: string): number {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(".eml")).length;
  } catch {
    return 0;
  }
}
