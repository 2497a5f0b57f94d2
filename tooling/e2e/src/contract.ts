import type { APIRequestContext, APIResponse, BrowserContext, Response } from "@playwright/test";
import { type Exchange, isStreamed, readContract } from "@quoin/api/testing/contract";

const root = "/api/v1";
const document = `${root}/openapi.json`;

/** Watches what the REST API answers, to hold it against the document that the publication serves. */
export class ContractWatch {
  readonly #webUrl: string;
  readonly #exchanges: Promise<Exchange | null>[] = [];

  constructor(webUrl: string) {
    this.#webUrl = webUrl;
  }

  /** Every answer that pages of a browser get. */
  browser(context: BrowserContext): void {
    context.on("response", (response) => this.#note(response.url(), () => seen(response)));
    this.requests(context.request);
  }

  /** Every answer that a test gets beside its pages. */
  requests(context: APIRequestContext): void {
    // What its other methods do, they do by this one.
    const send = context.fetch.bind(context);
    context.fetch = async (target, options) => {
      const response = await send(target, options);
      const method = options?.method ?? (typeof target === "string" ? "GET" : target.method());
      this.#note(response.url(), () => received(method, response));
      return response;
    };
  }

  /** Every answer that `send` gets from then on. */
  fetching(send: typeof fetch): typeof fetch {
    return async (target, options) => {
      const response = await send(target, options);
      const { url, method } = target instanceof Request ? target : { url: target, method: "GET" };
      // A copy that nobody reads keeps the body of the other from ever being cancelled.
      if (pathOf(String(url)) === null) return response;
      // Taken before the test reads it: a body can be read once.
      const copy = isStreamed(response.headers) ? response : response.clone();
      this.#note(String(url), () => answered(options?.method ?? method, copy));
      return response;
    };
  }

  /** One answer, by whoever got it. */
  answer(url: string, method: string, status: number, headers: Headers, text: string): void {
    this.#note(url, async () => ({ method, status, headers, text }));
  }

  /** Where answers were not what the document says, one by one, in words; what was told is forgotten. */
  async deviations(): Promise<string[]> {
    const exchanges = await Promise.all(this.#exchanges.splice(0));
    const known = exchanges.filter((exchange) => exchange !== null);
    if (known.length === 0) return [];
    const judge = await contractOf(this.#webUrl);
    return known.flatMap((exchange) => {
      const problem = judge(exchange);
      const { method, path, status, text } = exchange;
      if (problem === null) return [];
      return [`${method} ${root}${path} answered ${status}: ${problem}\n${text.slice(0, 1_000)}`];
    });
  }

  #note(url: string, read: () => Promise<Omit<Exchange, "path"> | null>): void {
    const path = pathOf(url);
    if (path === null) return;
    this.#exchanges.push(read().then((exchange) => exchange && { ...exchange, path }));
  }
}

/** Below the root of the API; null for what is none of it. */
function pathOf(url: string): string | null {
  const pathname = URL.parse(url)?.pathname ?? "";
  return pathname.startsWith(`${root}/`) && pathname !== document
    ? pathname.slice(root.length)
    : null;
}

/** What watches in the test at hand; a worker runs one at a time. */
let present: ContractWatch | undefined;

/** Tells the test at hand of an answer that was got past the runner. */
export function tellWatch(...answer: Parameters<ContractWatch["answer"]>): void {
  present?.answer(...answer);
}

/** Watches everything that this process asks, until the function that it returns is called. */
export function startWatch(webUrl: string): { watch: ContractWatch; stop: () => void } {
  const watch = new ContractWatch(webUrl);
  const send = globalThis.fetch;
  present = watch;
  globalThis.fetch = watch.fetching(send);
  return {
    watch,
    stop: () => {
      present = undefined;
      globalThis.fetch = send;
    },
  };
}

const contracts = new Map<string, ReturnType<typeof readContract>>();

async function contractOf(webUrl: string): Promise<ReturnType<typeof readContract>> {
  const known = contracts.get(webUrl);
  if (known) return known;
  const served = await fetch(webUrl + document);
  const judge = readContract((await served.json()) as Record<string, unknown>);
  contracts.set(webUrl, judge);
  return judge;
}

type Seen = Omit<Exchange, "path">;

async function seen(response: Response): Promise<Seen | null> {
  const status = response.status();
  const method = response.request().method();
  // A page that has gone keeps nothing of what it got.
  const lines = await response.headersArray().catch(() => null);
  if (lines === null) return null;
  const headers = new Headers(lines.map(({ name, value }): [string, string] => [name, value]));
  // For one that it knew already a browser shows the body that it has kept.
  const hasNone = isStreamed(headers) || status === 304;
  const text = hasNone ? "" : await response.text().catch(() => null);
  return text === null ? null : { method, status, headers, text };
}

async function received(method: string, response: APIResponse): Promise<Seen | null> {
  const headers = new Headers(response.headers());
  const text = await response.text().catch(() => null);
  return text === null ? null : { method, status: response.status(), headers, text };
}

async function answered(method: string, response: globalThis.Response): Promise<Seen> {
  const { status, headers } = response;
  return { method, status, headers, text: isStreamed(headers) ? "" : await response.text() };
}
