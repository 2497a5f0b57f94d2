export { createLogger, logLevel } from "./logger.ts";
export type { LogLevel, Logger, LoggerOptions, LogMethod } from "./logger.ts";
export {
  currentRequest,
  identifyRequest,
  isRequestId,
  requestIdFrom,
  withRequest,
} from "./request.ts";
export type { RequestContext } from "./request.ts";
export { scrubFields, scrubText } from "./scrub.ts";
