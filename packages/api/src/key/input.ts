import type { NewApiKey } from "@quoin/db"; // type-only: this file ships to the browser
import { z } from "zod";
import { id, ids, instant, line, pageInput } from "../fields.ts";
import { role } from "../user/input.ts";
import { scopes } from "./scopes.ts";

export { scopes } from "./scopes.ts";
export type { Scope } from "./scopes.ts";

/** One's own keys, newest first; admins may ask for everyone's. */
export const listKeys = pageInput.extend({ all: z.boolean().default(false) });
export type ListKeys = z.output<typeof listKeys>;

const scope = z.enum(scopes, {
  error: ({ input }) =>
    `There is no scope ${JSON.stringify(String(input).slice(0, 60))}; there are ${scopes.join(", ")}`,
});

export const newKey = z.object({
  name: line(100),
  /** The most it may do; never more than its owner. */
  role,
  /** What it may do of that, such as `post:read`; absent or null, everything. */
  scopes: z.array(scope).min(1, "Choose at least one, or leave it out").max(100).nullish(),
  /** Null for no end. Absent, no end either, or that of the key that asks. */
  expiresAt: instant.nullish(),
}) satisfies z.ZodType<Pick<NewApiKey, "name" | "role" | "scopes">>;
export type NewKeyInput = z.output<typeof newKey>;

export const keyById = z.object({ id });
export const keyIds = z.object({ ids });
