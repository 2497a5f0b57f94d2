import { openServices, readSettings } from "@quoin/api/server";
import { createWorker } from "@quoin/jobs";
import { createHandlers } from "./handlers.ts";

const settings = readSettings(process.env);
const open = await openServices(settings, { name: "worker" });
const { log } = open.services;

const worker = await createWorker({
  url: settings.databaseUrl,
  handlers: createHandlers(open),
  log,
});
log.info("worker is ready");
process.send?.("ready");

let ending = false;
async function end(reason: string): Promise<void> {
  if (ending) return;
  ending = true;
  log.info({ reason }, "worker ends, finishing what it has begun");
  await worker.stop();
  await open.close();
  process.exit(0);
}

process.on("SIGTERM", () => void end("SIGTERM"));
process.on("SIGINT", () => void end("SIGINT"));
// Whoever started us is gone; nobody would ever stop us.
process.on("disconnect", () => void end("parent is gone"));
