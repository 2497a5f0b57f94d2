import { dirname } from "node:path";
import { door } from "@quoin/api/door";
import { MAX_API_BODY, openDoor, readSettings, sessionCookieNames } from "@quoin/api/server";
import { runApp, serveApp } from "@quoin/server";
import next from "next";
import { cacheKey } from "./cache-key.ts";
import { assign } from "./experiment/assign.ts";
import { experiments } from "./experiment/running.ts";
import { standIn } from "./stand-in.ts";

const settings = readSettings(process.env);
const open = await openDoor(settings, { name: "web", fronted: true });
const { log, changes } = open.services;
const secure = settings.urls.web.startsWith("https:");

/** What stands in for a page that failed: whether the database answers says whose fault it was. */
const brokenPage = () =>
  open.ready().then(
    () => ({ status: 500, html: standIn("failed") }) as const,
    () => ({ status: 503, html: standIn("unavailable") }) as const,
  );

await runApp(
  async () => {
    const served = await serveApp({
      next,
      dir: dirname(import.meta.dirname),
      dev: !settings.production,
      port: settings.webPort,
      portVariable: "WEB_PORT",
      publicUrl: settings.urls.web,
      api: door().handler,
      bodyLimit: MAX_API_BODY,
      brokenPage,
      log,
      sessionCookieNames,
      trustedProxies: settings.trustedProxies.join(","),
      countryHeader: settings.countryHeader,
      assign: (visitor) => assign(experiments, visitor, { secure }),
      pageCache: {
        key: cacheKey,
        subscribe: (invalidate) => changes.subscribe(invalidate),
        // Some four hundred pages; what is read seldom costs a render.
        maxBytes: 32_000_000,
      },
    });
    process.send?.("ready");
    return served;
  },
  { log, onClosed: () => open.close() },
);
