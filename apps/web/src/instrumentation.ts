import { isDoorOpen } from "@quoin/api/door";

/** On hosts that start Next by themselves: opens the API that `main.ts` opens elsewhere. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs" || isDoorOpen()) return;
  if (process.env["NEXT_PHASE"] === "phase-production-build") return;
  // Not at the top: behind our own server this second copy of the API must not even load.
  const { openDoor, readSettings } = await import("@quoin/api/server");
  await openDoor(readSettings(process.env), { name: "web", fronted: false });
}
