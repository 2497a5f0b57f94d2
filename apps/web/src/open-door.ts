import {
  checkOrigin,
  contextOf,
  createCaller,
  createHandler,
  type OpenServices,
  openServices,
  processServices,
  type Settings,
  toAppError,
} from "@quoin/api/server";
import { setDoor } from "./door.ts";

/** Opens the API of this process for its pages. Doing it twice opens it once. */
export async function openDoor(
  settings: Settings,
  { fronted }: { fronted: boolean },
): Promise<OpenServices> {
  const open = await processServices(() => openServices(settings, { name: "web" }));
  const { services } = open;
  setDoor({
    services,
    handler: createHandler(open),
    fronted,
    contextOf: (headers) => contextOf(services, headers),
    createCaller,
    toAppError,
    checkOrigin: (headers) =>
      checkOrigin({ method: "POST", headers }, [services.urls.web, services.urls.admin]),
  });
  return open;
}
