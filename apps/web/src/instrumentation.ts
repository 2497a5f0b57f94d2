import { isDoorOpen } from "@quoin/api/door";

/** On hosts that start Next by themselves: opens the API that `main.ts` opens elsewhere. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs" || isDoorOpen()) return;
  if (process.env["NEXT_PHASE"] === "phase-production-build") return;
  // Not at the top, because behind our own server it has no need to load; and not bundled, because the
  // API finds its migrations and its renderer beside its own files.
  const { openDoor, readSettings } = await import(/* turbopackIgnore: true */ "@quoin/api/server");
  await openDoor(readSettings(process.env), { name: "web", fronted: false });
}
