import { randomBytes, randomInt } from "node:crypto";
import {
  type Browser,
  type BrowserContext,
  type Page,
  type Request,
  test as base,
} from "@playwright/test";
import { type ContractWatch, startWatch } from "./contract.ts";
import { sharedPublication } from "./global-setup.ts";
import { ownerClient, type Publication } from "./publication.ts";

export { expect } from "@playwright/test";

export type Client = ReturnType<typeof ownerClient>;
export type Role = "reader" | "author" | "editor" | "admin";

/** Somebody with an account. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

interface Fixtures {
  /** The publication under test. */
  readonly site: Publication;
  /** Its API, with the owner's key. */
  readonly api: Client;
  /** The address that this test speaks from: limits count by it, and no two tests share one. */
  readonly address: string;
  /** Makes an account of its own for a test. */
  readonly someone: (role?: Role, name?: string) => Promise<Person>;
  /** Sees every answer of the REST API that a test gets: one that is not as the document says fails it. */
  readonly contract: ContractWatch;
  /** Another browser of the same test, with no cookies of the first. */
  readonly visitor: (options?: Parameters<Browser["newContext"]>[0]) => Promise<Page>;
  /** What browsers of this test refused to run or load, and what scripts of pages threw. */
  readonly complaints: string[];
}

export const test = base.extend<Fixtures>({
  site: async ({ browserName: _ }, use) => {
    await use(sharedPublication());
  },
  api: async ({ site }, use) => {
    await use(ownerClient(site));
  },
  baseURL: async ({ site }, use) => {
    await use(site.webUrl);
  },
  address: async ({ browserName: _ }, use) => {
    await use(`10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`);
  },
  extraHTTPHeaders: async ({ address }, use) => {
    await use({ "x-forwarded-for": address });
  },
  someone: async ({ api }, use) => {
    await use(async (role = "reader", name = `Sasha ${word()}`) => {
      const email = `${word()}@example.com`;
      const password = `a pass phrase ${word()}`;
      const [user] = await api.user.create.mutate([{ name, email, role, password }]);
      if (!user) throw new Error("No account was made");
      return { id: user.id, name, email, password };
    });
  },
  complaints: async ({ browserName: _ }, use) => {
    await use([]);
  },
  contract: [
    async ({ browserName: _ }, use) => {
      const { watch, stop } = startWatch(sharedPublication().webUrl);
      await use(watch);
      const found = await watch.deviations();
      stop();
      if (found.length > 0)
        throw new Error(`The REST API is not as its document says:\n${found.join("\n\n")}`);
    },
    { auto: true },
  ],
  context: async ({ context, contract }, use) => {
    contract.browser(context);
    await use(context);
  },
  request: async ({ request, contract }, use) => {
    contract.requests(request);
    await use(request);
  },
  page: async ({ page, complaints }, use, info) => {
    listen(page, complaints);
    const calls = listCalls(page);
    await use(page);
    // Where only the printed text of a run is kept, a trace helps nobody.
    if (info.status !== info.expectedStatus) throw new Error(await describe(page, calls));
  },
  visitor: async ({ browser, extraHTTPHeaders, baseURL, complaints, contract }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({
        ...(baseURL === undefined ? {} : { baseURL }),
        ...(extraHTTPHeaders === undefined ? {} : { extraHTTPHeaders }),
        ...options,
      });
      opened.push(context);
      contract.browser(context);
      const page = await context.newPage();
      listen(page, complaints);
      return page;
    });
    await Promise.all(opened.map((context) => context.close()));
  },
});

function listen(page: Page, complaints: string[]): void {
  page.on("console", (message) => {
    const isPolicy = /Content.Security.Policy|Refused to/i.test(message.text());
    if (message.type() === "error" && isPolicy) complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
}

/** Every call of the API that the page made, and what became of it. */
function listCalls(page: Page): Map<unknown, string> {
  const calls = new Map<unknown, string>();
  const note = (request: Request, outcome: string) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/api/")) calls.set(request, `${pathname} ${outcome}`);
  };
  page.on("request", (request) => note(request, "has no answer yet"));
  page.on("response", (response) => note(response.request(), String(response.status())));
  page.on("requestfailed", (request) => note(request, request.failure()?.errorText ?? "failed"));
  return calls;
}

async function describe(page: Page, calls: ReadonlyMap<unknown, string>): Promise<string> {
  const shown = await page
    .locator("body")
    .ariaSnapshot({ timeout: 2000 })
    .catch(() => "It does not say.");
  return [
    `Where the page was: ${page.url()}`,
    "Its last calls:",
    ...[...calls.values()].slice(-12),
    "What it showed:",
    ...shown.split("\n").slice(0, 60),
  ].join("\n");
}

/** Letters and figures that no other test uses. */
export const word = (): string => `q${randomBytes(5).toString("hex")}`;
