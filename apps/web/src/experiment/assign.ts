import { randomInt } from "node:crypto";
import type { Assignment, Visitor } from "@quoin/server";
import { buckets, type Experiment } from "./experiment.ts";

/** Keeps a visitor's bucket, a number below a hundred, and nothing that tells them from the others in it. */
const cookieName = "quoin.bucket";

const ninetyDays = 90 * 24 * 60 * 60;

/**
 * Which variants a visitor is shown at an address, from the cookie of their bucket; who has none gets one
 * that `draw` picks. Null where no experiment runs: then nothing is set, and all see the same.
 */
export function assign(
  experiments: readonly Experiment[],
  { path, cookie, country }: Visitor,
  { secure, draw = () => randomInt(buckets) }: { secure: boolean; draw?: () => number },
): Assignment | null {
  const here = experiments.filter(
    ({ addresses, countries }) =>
      addresses.test(path) && (!countries || countries.some((each) => each === country)),
  );
  if (here.length === 0) return null;
  const known = bucketOf(cookie);
  const bucket = known ?? draw();
  const variants = here
    .map(({ name, byBucket, usual }) => `${name}=${byBucket[bucket] ?? usual}`)
    .join(",");
  if (known !== null) return { variants };
  const attributes = ["Path=/", `Max-Age=${ninetyDays}`, "HttpOnly", "SameSite=Lax"];
  if (secure) attributes.push("Secure");
  return { variants, setCookie: [`${cookieName}=${bucket}`, ...attributes].join("; ") };
}

function bucketOf(cookie = ""): number | null {
  for (const pair of cookie.split(";")) {
    const [name, value = ""] = pair.split("=");
    if (name?.trim() === cookieName && /^(?:0|[1-9]\d?)$/.test(value.trim())) return Number(value);
  }
  return null;
}
