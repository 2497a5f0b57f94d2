import { LRUCache } from "lru-cache";
import type { Effort } from "./compression.ts";
import { encode, type Remembered, weight } from "./remembered.ts";

/** What a render came to. */
export type Outcome =
  /** An answer for everyone who asked; remembered when `keep`. */
  | { readonly kind: "page"; readonly page: Remembered; readonly keep: boolean }
  /** Not to be shared: each visitor must be answered alone. */
  | { readonly kind: "personal" };

export interface PageCacheOptions {
  readonly maxBytes: number;
  /** 0 for what never becomes wrong. */
  readonly ttlMs: number;
  /** What to spend on making remembered pages small; default `good`. */
  readonly effort?: Effort;
}

interface Flight {
  readonly promise: Promise<Remembered | undefined>;
}

const personal = Symbol("personal");

/**
 * Whole pages for anonymous visitors. Those who ask for one at the same time wait for
 * a single render. After `invalidate` no page is handed out whose render began before.
 */
export class PageCache {
  readonly #pages: LRUCache<string, Remembered | typeof personal>;
  readonly #flights = new Map<string, Flight>();
  readonly #effort: Effort;
  #epoch = 0;

  constructor({ maxBytes, ttlMs, effort = "good" }: PageCacheOptions) {
    this.#effort = effort;
    this.#pages = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: (page) => (page === personal ? 200 : weight(page)),
      ttl: ttlMs,
    });
  }

  get bytes(): number {
    return this.#pages.calculatedSize;
  }

  get size(): number {
    return this.#pages.size;
  }

  /** The page when it is at hand. */
  get(key: string): Remembered | undefined {
    const found = this.#pages.get(key);
    return found === personal ? undefined : found;
  }

  /**
   * The page, rendered if need be; undefined when it must not be shared. Rejects for
   * everyone who waited when the render fails, and the next to ask tries again.
   */
  getOrRender(key: string, render: () => Promise<Outcome>): Promise<Remembered | undefined> {
    const found = this.#pages.get(key);
    if (found !== undefined) return Promise.resolve(found === personal ? undefined : found);
    const running = this.#flights.get(key);
    if (running) return running.promise;
    const epoch = this.#epoch;
    const flight: Flight = {
      promise: this.#render(key, render, () => this.#epoch === epoch).finally(() => {
        if (this.#flights.get(key) === flight) this.#flights.delete(key);
      }),
    };
    this.#flights.set(key, flight);
    return flight.promise;
  }

  async #render(
    key: string,
    render: () => Promise<Outcome>,
    isCurrent: () => boolean,
  ): Promise<Remembered | undefined> {
    const outcome = await render();
    if (outcome.kind === "personal") {
      if (isCurrent()) this.#pages.set(key, personal);
      return undefined;
    }
    const { page, keep } = outcome;
    // Once for all who come is worth more than what is thrown away with the next change.
    await encode(page, "gzip", this.#effort === "best" ? "good" : "quick");
    if (keep && isCurrent()) {
      this.#pages.set(key, page);
      void this.#makeSmaller(key, page);
    }
    return page;
  }

  /** Brotli takes longer than anyone who asks first should wait. */
  async #makeSmaller(key: string, page: Remembered): Promise<void> {
    try {
      await encode(page, "br", this.#effort);
      // Its weight has changed; put back only while it is still the one that counts.
      const left = this.#pages.getRemainingTTL(key);
      if (this.#pages.peek(key) === page) this.#pages.set(key, page, { ttl: left });
    } catch {
      // The page is served with gzip then.
    }
  }

  /** Forgets every page, those being rendered included. */
  invalidate(): void {
    this.#epoch++;
    this.#pages.clear();
    this.#flights.clear();
  }
}
