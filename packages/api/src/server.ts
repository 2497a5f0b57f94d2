// What a process that runs the API needs; nothing here reaches a browser.
export { checkOrigin, type OriginVerdict, type SessionUser, sessionCookieNames } from "@quoin/auth";
export { contextOf, systemContext } from "./call.ts";
export type { Changes, ChangeTag } from "./changes.ts";
export type { Ctx, Services, UserCtx } from "./context.ts";
export { AppError, isAppError, transport } from "./errors.ts";
export { readSettings, type Settings } from "./env.ts";
export { type ApiHandler, createHandler, MAX_API_BODY } from "./handler.ts";
export { openDoor } from "./open-door.ts";
export { appRouter, type Caller, createCaller } from "./root.ts";
export { type OpenServices, openServices, processServices } from "./services.ts";
export { toAppError } from "./trpc.ts";
