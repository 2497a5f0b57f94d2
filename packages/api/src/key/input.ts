import type { NewApiKey } from "@quoin/db"; // type-only: this file ships to the browser
import { z } from "zod";
import { ids, instant, line, pageInput } from "../fields.ts";
import { role } from "../user/input.ts";

/** One's own keys, newest first; admins may ask for everyone's. */
export const listKeys = pageInput.extend({ all: z.boolean().default(false) });
export type ListKeys = z.output<typeof listKeys>;

export const newKey = z.object({
  name: line(100),
  /** The most it may do; never more than its owner. */
  role,
  expiresAt: instant.nullish(),
}) satisfies z.ZodType<Pick<NewApiKey, "name" | "role">>;
export type NewKeyInput = z.output<typeof newKey>;

export const keyIds = z.object({ ids });
