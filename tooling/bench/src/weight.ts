import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, type CDPSession, chromium } from "playwright-core";
import type { Part } from "./bench.ts";
import { typicalPost } from "./content.ts";
import type { Figure } from "./figure.ts";

const executablePath = process.env["CHROMIUM_PATH"] || "/usr/bin/chromium";
/** How long nothing may be under way for a visit to be over. */
const quiet = 1_500;

/** What a first visit brings over the wire, headers included, all origins. */
export const weight: Part = async (bench) => {
  if (!existsSync(executablePath)) {
    const note = `there is no Chromium at ${executablePath}; CHROMIUM_PATH says where it is`;
    return [{ part: "weight", what: "first visit", unit: "KB", note }];
  }
  const publication = await bench.publication();
  const { web } = publication;
  const browser = await chromium.launch({
    executablePath,
    args: [
      // Chromium refuses to run as root with its sandbox.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--disable-gpu",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
    ],
  });
  try {
    const figures: Figure[] = [];
    const slug = await typicalPost(publication);
    for (const [name, path] of [
      ["post", `/posts/${slug}`],
      ["home", "/"],
    ] as const) {
      // Brotli is made after the first answer; what counts is any other reader's first visit.
      await visit(browser, web + path);
      await sleep(5_000);
      figures.push(...figuresOf(name, await visit(browser, web + path)));
    }
    return figures;
  } finally {
    await browser.close();
  }
};

/** All that comes to a browser that has never been here. */
async function visit(browser: Browser, url: string): Promise<readonly Transfer[]> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 900 } });
  const page = await context.newPage();
  const watched = await watch(await context.newCDPSession(page));
  await page.goto(url);
  const transfers = await watched.over();
  await context.close();
  return transfers;
}

interface Transfer {
  readonly type: string;
  readonly url: string;
  readonly bytes: number;
}

async function watch(session: CDPSession) {
  const asked = new Map<string, { type: string; url: string }>();
  const transfers: Transfer[] = [];
  let last = performance.now();
  session.on("Network.requestWillBeSent", ({ requestId, request, type = "Other" }) => {
    last = performance.now();
    if (/^https?:/.test(request.url)) asked.set(requestId, { type, url: request.url });
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    last = performance.now();
    const request = asked.get(requestId);
    if (request) transfers.push({ ...request, bytes: encodedDataLength });
  });
  await session.send("Network.enable");
  return {
    /** Everything that came, once nothing more comes. */
    async over(): Promise<readonly Transfer[]> {
      while (performance.now() - last < quiet) await sleep(100);
      return transfers;
    },
  };
}

function figuresOf(name: "post" | "home", transfers: readonly Transfer[]): Figure[] {
  const kilobytes = (type?: string) =>
    transfers
      .filter((transfer) => type === undefined || transfer.type === type)
      .reduce((sum, { bytes }) => sum + bytes, 0) / 1_000;
  const origins = new Set(transfers.map(({ url }) => new URL(url).origin));
  const limits = { total: 260, script: 150, fonts: 100 };
  const figure = (what: keyof typeof limits, value: number, note?: string): Figure => ({
    part: "weight",
    what: `first visit to ${name === "post" ? "a post" : "home"}, ${what}`,
    value,
    unit: "KB",
    target: { of: "value", atMost: limits[what] },
    ...(note && { note }),
  });
  const counts = Object.entries(Object.groupBy(transfers, ({ type }) => type)).map(
    ([type, some = []]) => `${some.length} ${type} ${kilobytes(type).toFixed(1)} KB`,
  );
  return [
    figure("total", kilobytes(), counts.join(", ")),
    figure("script", kilobytes("Script")),
    figure("fonts", kilobytes("Font")),
    {
      part: "weight",
      what: `first visit to ${name === "post" ? "a post" : "home"}, origins`,
      value: origins.size,
      unit: "",
      target: { of: "value", atMost: 1 },
    },
  ];
}
