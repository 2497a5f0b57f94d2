import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import type { AppRouter, ErrorCode, ErrorDetail } from "./contract.ts";

export { type ApiError, apiError, QuoinError, type QuoinErrorCode } from "./error.ts";
export type { AppRouter, ErrorCode, ErrorDetail };

/** What each procedure takes: `Inputs["post"]["create"]`. */
export type Inputs = inferRouterInputs<AppRouter>;
/** What each procedure returns: `Outputs["post"]["list"]`. */
export type Outputs = inferRouterOutputs<AppRouter>;
