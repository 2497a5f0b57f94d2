// Everything that the client takes from the API: types, through this one file. In the workspace they are
// the live ones; the package that is published carries a copy without imports in place of this file.
export type { ApiErrorShape, AppRouter, ErrorCode, ErrorDetail } from "@quoin/api";
