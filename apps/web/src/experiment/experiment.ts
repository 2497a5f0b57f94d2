import { createHash } from "node:crypto";
import { countryOf } from "@quoin/server/country";

/**
 * How many kinds of visitors there are. Few, so that a bucket says nothing of who is in it, and enough to
 * divide visitors by the hundredth.
 */
export const buckets = 100;

/** What is tried out: which variants there are, and who is shown which of them where. */
interface Declared<Variant extends string> {
  /** Lower-case letters, figures and hyphens. Another name deals visitors out anew. */
  readonly name: string;
  /** The share of each, such as `{ small: 1, large: 1 }`; the first is what everybody else is shown. */
  readonly variants: Readonly<Record<Variant, number>>;
  /** The paths of the pages that look at it. */
  readonly addresses: RegExp;
  /** Where visitors must come from, in two letters; without it from anywhere. */
  readonly countries?: readonly string[];
}

export interface Experiment<Variant extends string = string> extends Declared<Variant> {
  /** What is shown where it does not run. */
  readonly usual: Variant;
  /** What each bucket is shown. */
  readonly byBucket: readonly Variant[];
}

/** Declares an experiment. Throws when it could not be held, with what is wrong. */
export function experiment<const Variant extends string>(
  declared: Declared<Variant>,
): Experiment<Variant> {
  const { name, addresses, countries = [] } = declared;
  const variants = Object.keys(declared.variants) as Variant[];
  const weights = variants.map((variant) => declared.variants[variant]);
  const refuse = (why: string): never => {
    throw new Error(`The experiment ${JSON.stringify(name)} ${why}`);
  };
  for (const word of [name, ...variants])
    if (!/^[a-z][a-z0-9-]*$/.test(word)) refuse(`has a bad name, ${JSON.stringify(word)}`);
  const [usual, other] = variants;
  if (usual === undefined || other === undefined) return refuse("has fewer than two variants");
  if (weights.some((weight) => !(weight >= 0 && weight < Infinity)) || !weights.some(Boolean))
    refuse("has shares that cannot be dealt out");
  if (addresses.global || addresses.sticky) refuse("has addresses that remember their last match");
  for (const country of countries)
    if (countryOf(country) !== country) refuse(`knows no country ${JSON.stringify(country)}`);
  return { ...declared, usual, byBucket: dealt(name, variants, weights, usual) };
}

/** Shuffles the buckets by the experiment's name and deals them out by weight. The same, always. */
function dealt<Variant>(
  name: string,
  variants: readonly Variant[],
  weights: readonly number[],
  usual: Variant,
): Variant[] {
  const shuffled = Array.from({ length: buckets }, (_, bucket) => ({
    bucket,
    place: createHash("sha256").update(`${name} ${bucket}`).digest("hex"),
  })).toSorted((one, two) => (one.place < two.place ? -1 : 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const byBucket = Array.from({ length: buckets }, () => usual);
  for (const [rank, { bucket }] of shuffled.entries()) {
    let upTo = 0;
    const drawn = ((rank + 0.5) / buckets) * total;
    const at = weights.findIndex((weight) => drawn < (upTo += weight));
    byBucket[bucket] = variants[at] ?? usual;
  }
  return byBucket;
}
