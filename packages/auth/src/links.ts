import { randomBytes } from "node:crypto";
import type { Engine } from "./engine.ts";

const minute = 60_000;

/** What a mailed link, or the first half of a sign-in, proves, and for how long (milliseconds). The last is better-auth's own name. */
export const lifetimes = {
  "sign-up": 24 * 60 * minute,
  "magic-link": 15 * minute,
  "two-factor": 10 * minute,
  invitation: 7 * 24 * 60 * minute,
  "reset-password": 60 * minute,
} as const;
export type LinkKind = keyof typeof lifetimes;

const nameOf = (kind: LinkKind, token: string): string => `${kind}:${token}`;

/** A token that stands for `value` until it is used or expires. The table keeps its digest alone. */
export async function issueLink(engine: Engine, kind: LinkKind, value: string): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  await engine.keep(nameOf(kind, token), value, new Date(Date.now() + lifetimes[kind]));
  return token;
}

/** What a token stands for, without using it up; null when it is not or no longer good. */
export const peekLink = (engine: Engine, kind: LinkKind, token: string): Promise<string | null> =>
  engine.look(nameOf(kind, token));

/** What a token stands for, once: of several callers at the same instant, one gets it. */
export const consumeLink = (
  engine: Engine,
  kind: LinkKind,
  token: string,
): Promise<string | null> => engine.take(nameOf(kind, token));
