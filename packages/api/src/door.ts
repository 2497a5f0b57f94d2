import type { OriginVerdict } from "@quoin/auth";
import type { Ctx, Services } from "./context.ts";
import type { AppError } from "./errors.ts";
import type { ApiHandler } from "./handler.ts";
import type { Caller } from "./root.ts";

/**
 * What pages use of the API. The server that starts Next opens it once; pages find it here instead of
 * importing the API, so that a process holds one copy of it and not one in every bundle.
 */
export interface Door {
  readonly services: Services;
  readonly handler: ApiHandler;
  /** True behind our own server, which has already set every header. */
  readonly fronted: boolean;
  /** Where the host in front of us names the visitor's country; undefined when it does not. */
  readonly countryHeader: string | undefined;
  /** The names under which a session's cookie may arrive. */
  readonly sessionCookieNames: readonly string[];
  contextOf(headers: Headers): Promise<Ctx>;
  createCaller(ctx: Ctx): Caller;
  toAppError(error: unknown): AppError;
  /** Whether a form may act for who sent it: it must come from a page of ours. */
  checkOrigin(headers: Headers): OriginVerdict;
}

const slot = Symbol.for("quoin.door");
const shared = globalThis as typeof globalThis & { [slot]?: Door };

export const isDoorOpen = (): boolean => shared[slot] !== undefined;

export function setDoor(door: Door): void {
  shared[slot] = door;
}

/** Throws when nothing has opened it: a mistake in how the process was started. */
export function door(): Door {
  const open = shared[slot];
  if (!open)
    throw new Error("The API is not open: start with src/main.ts or src/instrumentation.ts");
  return open;
}
