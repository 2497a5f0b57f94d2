import "server-only";

import { headers } from "next/headers";
import type { Experiment } from "./experiment.ts";

/** What this page shows of an experiment, decided before it was rendered; the usual where it does not run. */
export async function variantOf<Variant extends string>({
  name,
  byBucket,
  usual,
}: Experiment<Variant>): Promise<Variant> {
  const shown = (await headers()).get("x-quoin-variants")?.split(",") ?? [];
  return byBucket.find((variant) => shown.includes(`${name}=${variant}`)) ?? usual;
}
