import { dirname } from "node:path";
import { door } from "@quoin/api/door";
import { MAX_API_BODY, openDoor, readSettings, sessionCookieNames } from "@quoin/api/server";
import { runApp, serveApp } from "@quoin/server";
import next from "next";
import { cacheKey } from "./cache-key.ts";

const settings = readSettings(process.env);
const open = await openDoor(settings, { name: "web", fronted: true });
const { log, changes } = open.services;

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
      log,
      sessionCookieNames,
      trustedProxies: settings.trustedProxies.join(","),
      pageCache: { key: cacheKey, subscribe: (invalidate) => changes.subscribe(invalidate) },
    });
    process.send?.("ready");
    return served;
  },
  { log, onClosed: () => open.close() },
);
