import { checkOrigin, sessionCookieNames } from "@quoin/auth";
import { contextOf } from "./call.ts";
import { setDoor } from "./door.ts";
import type { Settings } from "./env.ts";
import { createHandler } from "./handler.ts";
import { createCaller } from "./root.ts";
import { type OpenServices, openServices, processServices } from "./services.ts";
import { toAppError } from "./trpc.ts";

/** Opens the API of this process for its pages. Doing it twice opens it once. */
export async function openDoor(
  settings: Settings,
  { name, fronted }: { name: string; fronted: boolean },
): Promise<OpenServices> {
  const open = await processServices(() => openServices(settings, { name }));
  const { services } = open;
  setDoor({
    services,
    handler: createHandler(open),
    fronted,
    countryHeader: settings.countryHeader,
    sessionCookieNames,
    contextOf: (headers) => contextOf(services, headers),
    createCaller,
    toAppError,
    checkOrigin: (headers) =>
      checkOrigin({ method: "POST", headers }, [services.urls.web, services.urls.admin]),
  });
  return open;
}
