export { createCache } from "./cache.ts";
export type { Cache, CacheOptions, Remember } from "./cache.ts";
