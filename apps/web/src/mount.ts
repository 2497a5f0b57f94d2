import "server-only";

import { door } from "@quoin/api/door";

/** The API's handler as a Next route, for hosts that run Next and nothing in front of it. */
export const mounted = (request: Request): Promise<Response> => door().handler(request);
