import type { Auth, Identity, Limits, SessionUser, Vault } from "@quoin/auth";
import type { Cache } from "@quoin/cache";
import type { Db } from "@quoin/db";
import type { Jobs } from "@quoin/jobs";
import type { Logger } from "@quoin/log";
import type { Outbox } from "@quoin/mail";
import type { Changes } from "./changes.ts";
import type { CountsAhead } from "./counting.ts";
import type { Renderer } from "./renderer/renderer.ts";

/** What a process opens once and every request shares. */
export interface Services {
  readonly db: Db;
  readonly auth: Auth;
  readonly jobs: Jobs;
  readonly cache: Cache;
  readonly changes: Changes;
  readonly limits: Limits;
  readonly renderer: Renderer;
  readonly vault: Vault;
  readonly log: Logger;
  /** The mails that were kept in the data folder instead of sent; null when mail leaves by SMTP. */
  readonly outbox: Outbox | null;
  /** Where readers and the newsroom find the publication; without a slash at the end. */
  readonly urls: { readonly web: string; readonly admin: string };
  readonly now: () => Date;
}

/** One call: the services, and who asks. Everything a service function may touch comes through here. */
export interface Ctx extends Services {
  readonly user: SessionUser | null;
  readonly session: Identity["session"];
  readonly credential: Identity["credential"];
  /** With a key: the key, and the most it may do. */
  readonly key: Identity["key"];
  /** Why a genuine cookie counts for nothing, to say where a user is needed. */
  readonly refusal: Identity["refusal"];
  readonly requestId: string;
  /** The caller's address, for limits; empty when there is none, as in a job. */
  readonly address: string;
  /** What names a creating call that shall be made once, as it was sent; null when nothing does. */
  readonly idempotencyKey: string | null;
  /** What was counted for this request before its calls were made. */
  readonly ahead: CountsAhead;
  /** Headers that the answer gets beside its own. */
  readonly reply: Headers;
}

/** A call by somebody who is signed in. */
export interface UserCtx extends Ctx {
  readonly user: SessionUser;
}
