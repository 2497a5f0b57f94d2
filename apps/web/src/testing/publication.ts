import { type OpenServices, openDoor, processServices, type Settings } from "@quoin/api/server";

/** Opens the door of this process over a test's own publication. */
export async function openTestDoor(
  { open, settings }: { open: OpenServices; settings: Settings },
  { fronted = true } = {},
): Promise<void> {
  await processServices(async () => open);
  await openDoor(settings, { name: "web", fronted });
}

/** A form as a browser sends it. */
export function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

/** Where an action led to, when it redirected; else null. */
export async function redirectOf(action: Promise<unknown>): Promise<string | null> {
  try {
    await action;
    return null;
  } catch (error) {
    const digest =
      typeof error === "object" && error !== null && "digest" in error ? String(error.digest) : "";
    if (!digest.startsWith("NEXT_REDIRECT;")) throw error;
    return digest.split(";").slice(2, -2).join(";");
  }
}
