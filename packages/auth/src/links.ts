import { randomBytes } from "node:crypto";
import type { Engine } from "./engine.ts";

const minute = 60_000;

/** What a mailed link proves, and for how long (milliseconds). The last is better-auth's own name. */
const lifetimes = {
  "sign-up": 24 * 60 * minute,
  "magic-link": 15 * minute,
  "reset-password": 60 * minute,
} as const;
export type LinkKind = keyof typeof lifetimes;

const identifierOf = (kind: LinkKind, token: string): string => `${kind}:${token}`;

/** A token that stands for `value` until it is used or expires. The table keeps its digest alone. */
export async function issueLink(engine: Engine, kind: LinkKind, value: string): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  const store = await engine.store();
  await store.createVerificationValue({
    identifier: identifierOf(kind, token),
    value,
    expiresAt: new Date(Date.now() + lifetimes[kind]),
  });
  return token;
}

/** What a token stands for, without using it up; null when it is not or no longer good. */
export async function peekLink(
  engine: Engine,
  kind: LinkKind,
  token: string,
): Promise<string | null> {
  const store = await engine.store();
  const found = await store.findVerificationValue(identifierOf(kind, token));
  return found && found.expiresAt > new Date() ? found.value : null;
}

/** What a token stands for, once: of several callers at the same instant, one gets it. */
export async function consumeLink(
  engine: Engine,
  kind: LinkKind,
  token: string,
): Promise<string | null> {
  const store = await engine.store();
  return (await store.consumeVerificationValue(identifierOf(kind, token)))?.value ?? null;
}
