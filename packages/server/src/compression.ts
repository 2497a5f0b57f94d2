import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

export type Encoding = "br" | "gzip";

const textual =
  /^(?:text\/(?!event-stream)|image\/svg\+xml|application\/(?:[\w.+-]*\+)?(?:json|xml|javascript|manifest|wasm)\b|application\/(?:jsonl|x-javascript))/i;

/** True for bodies that become smaller. Events are left alone: they must leave at once. */
export function isCompressible(contentType: string): boolean {
  return textual.test(contentType);
}

/** Smaller bodies fit into the packet that carries the headers. */
export const WORTH_COMPRESSING = 1_000;

/** What the client accepts of what is on offer, best first. */
export function chooseEncoding(
  acceptEncoding: string | undefined,
  offered: readonly Encoding[],
): Encoding | undefined {
  if (!acceptEncoding) return undefined;
  const accepted = new Map<string, number>();
  for (const part of acceptEncoding.toLowerCase().split(",")) {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim());
    const quality = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
    accepted.set(name, quality === undefined ? 1 : Number(quality) || 0);
  }
  return offered.find((encoding) => (accepted.get(encoding) ?? accepted.get("*") ?? 0) > 0);
}

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** `quick` while someone waits, `good` for what many will get, `best` for files that never change. */
export type Effort = "quick" | "good" | "best";

const gzipLevel: Record<Effort, number> = { quick: 4, good: 7, best: 9 };
const brotliQuality: Record<Effort, number> = { quick: 4, good: 6, best: 11 };

/** Off the main thread. */
export function compress(body: Uint8Array, encoding: Encoding, effort: Effort): Promise<Buffer> {
  if (encoding === "gzip") return zip(body, { level: gzipLevel[effort] });
  return brotli(body, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.byteLength,
      [constants.BROTLI_PARAM_QUALITY]: brotliQuality[effort],
    },
  });
}
