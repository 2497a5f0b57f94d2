import { z } from "zod";
import { pageOf } from "../fields.ts";
import { role } from "../user/input.ts";

/** A key for machines, without the key itself. */
export const keyLine = z.object({
  id: z.string(),
  name: z.string(),
  /** The first characters, to recognise it by. */
  prefix: z.string(),
  role,
  /** What it may do, such as `post:read`; null for everything that its role may. */
  scopes: z.array(z.string()).nullable(),
  createdAt: z.date(),
  expiresAt: z.date().nullable(),
  lastUsedAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
  owner: z.object({ id: z.string(), name: z.string() }),
});
export type KeyLine = z.infer<typeof keyLine>;
export const keyPage = pageOf(keyLine);
export type KeyPage = z.infer<typeof keyPage>;

/** A new key: the only time that `key` is shown. */
export const createdKey = z.object({
  id: z.string(),
  name: z.string(),
  key: z.string(),
  prefix: z.string(),
  role,
  scopes: z.array(z.string()).nullable(),
  createdAt: z.date(),
  expiresAt: z.date().nullable(),
});
export type CreatedKey = z.infer<typeof createdKey>;

/** Only the keys that the call itself revoked. */
export const revokedKeys = z.array(
  z.object({ id: z.string(), name: z.string(), revokedAt: z.date() }),
);
export type RevokedKeys = z.infer<typeof revokedKeys>;
