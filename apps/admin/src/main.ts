import { dirname } from "node:path";
import { door } from "@quoin/api/door";
import { MAX_API_BODY, openDoor, readSettings, sessionCookieNames } from "@quoin/api/server";
import { runApp, serveApp } from "@quoin/server";
import next from "next";

const settings = readSettings(process.env);
const open = await openDoor(settings, { name: "admin", fronted: true });
const { log } = open.services;

await runApp(
  async () => {
    const served = await serveApp({
      next,
      dir: dirname(import.meta.dirname),
      dev: !settings.production,
      port: settings.adminPort,
      portVariable: "ADMIN_PORT",
      publicUrl: settings.urls.admin,
      api: door().handler,
      bodyLimit: MAX_API_BODY,
      log,
      sessionCookieNames,
      trustedProxies: settings.trustedProxies.join(","),
    });
    process.send?.("ready");
    return served;
  },
  { log, onClosed: () => open.close() },
);
