import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const period = 30_000;

function bytesOf(base32: string): Buffer {
  let bits = "";
  for (const letter of base32.replaceAll(/\s/g, ""))
    bits += letters.indexOf(letter).toString(2).padStart(5, "0");
  return Buffer.from(
    Array.from({ length: Math.floor(bits.length / 8) }, (_, at) =>
      Number.parseInt(bits.slice(at * 8, at * 8 + 8), 2),
    ),
  );
}

/** Six figures for a step of the clock, as RFC 4226 and 6238 make them. */
function codeOf(key: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  const number = digest.readUInt32BE(offset) & 0x7f_ff_ff_ff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** Somebody's phone, written here anew, so that the publication is held to the standard. */
export class Authenticator {
  readonly #key: Buffer;
  #last = 0;

  constructor(base32: string) {
    this.#key = bytesOf(base32);
  }

  /** A code that was not used yet: the one shown, or the next one, waited for if it is too far off. */
  async code(): Promise<string> {
    const step = Math.max(Math.floor(Date.now() / period), this.#last + 1);
    // One step early is still taken.
    const wait = (step - 1) * period - Date.now();
    if (wait > 0) await sleep(wait + 100);
    this.#last = step;
    return codeOf(this.#key, step);
  }
}
