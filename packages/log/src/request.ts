import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";

/** What every log line, job and answer that a request causes can be traced by. */
export interface RequestContext {
  /** 8 to 128 characters of `A-Z a-z 0-9 . _ : -`. */
  readonly requestId: string;
  /** Known once the session has been read; see `identifyRequest`. */
  userId?: string;
  /** The job that is running, when work is done for a job. */
  readonly jobId?: string;
}

// A bundler may load this module a second time in the same process; both copies
// must see the same context, or lines written from pages lose their request id.
const key = Symbol.for("quoin.log.request");
const shared = globalThis as typeof globalThis & { [key]?: AsyncLocalStorage<RequestContext> };
const storage = (shared[key] ??= new AsyncLocalStorage<RequestContext>());

/** Runs `fn`, and everything it awaits or schedules, as part of the given request. */
export function withRequest<T>(request: RequestContext, fn: () => T): T {
  return storage.run({ ...request }, fn);
}

/** The request that the running code belongs to, or undefined outside of any. */
export function currentRequest(): Readonly<RequestContext> | undefined {
  return storage.getStore();
}

/** Remembers who the current request comes from, for all its later log lines. Does nothing outside of a request. */
export function identifyRequest(userId: string): void {
  const request = storage.getStore();
  if (request) request.userId = userId;
}

const wellFormed = /^[A-Za-z0-9._:-]{8,128}$/;

/** True for an id that is safe to log, to send in a header and to store. */
export function isRequestId(value: unknown): value is string {
  return typeof value === "string" && wellFormed.test(value);
}

/** The caller's `x-request-id` when it is well-formed, else a new one. */
export function requestIdFrom(headerValue: string | readonly string[] | null | undefined): string {
  return isRequestId(headerValue) ? headerValue : randomUUID();
}
