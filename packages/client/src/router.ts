// The router as tRPC types it, for the hooks. The published package makes it again from its contract.
export type { ApiErrorShape, AppRouter } from "@quoin/api";
