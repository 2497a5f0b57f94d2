// What clients may know: types alone, and the names of errors.
export { type ErrorCode, errorCodes, type ErrorDetail } from "./errors.ts";
export type { AppRouter, Caller } from "./root.ts";
export type { ApiErrorShape } from "./trpc.ts";
