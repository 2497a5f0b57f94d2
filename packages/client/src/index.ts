export type { CallOptions, Inputs, Mutation, Outputs, Query, QuoinClient } from "./call.ts";
export type { ErrorCode, ErrorDetail } from "./contract.ts";
export { type ApiError, apiError, QuoinError, type QuoinErrorCode } from "./error.ts";
