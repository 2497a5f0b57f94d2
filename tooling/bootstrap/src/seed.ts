import { readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createLocalKey, seed as seedPublication } from "@quoin/api/seed";
import { openServices, readSettings, type Services } from "@quoin/api/server";
import { createLogger } from "@quoin/log";
import { z } from "zod";

/** What the first start puts into an empty publication. */
export interface SeedOptions {
  /** The environment of the services. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly owner: { readonly email: string; readonly password: string };
  /** Sample posts to read and to try things on; `none` leaves the publication empty but for its owner. */
  readonly content: "sample" | "none";
}

export interface Seeded {
  /** True only for the run that made the owner's account. */
  readonly ownerCreated: boolean;
  /** True only for the run that wrote the sample content. */
  readonly sample: boolean;
}

/**
 * Makes the owner and the sample content in a publication without accounts, does nothing in any other;
 * and sees that the command line on this machine has its key.
 */
export async function seed({ env, owner, content }: SeedOptions): Promise<Seeded> {
  const settings = readSettings(env);
  // Standard output is not read by people here; what fails is thrown.
  const log = createLogger({ name: "seed", level: "warn" });
  const open = await openServices(settings, { name: "seed", log });
  try {
    const { ownerPassword, sampled } = await seedPublication(open.services, {
      ownerEmail: owner.email,
      ownerPassword: owner.password,
      content,
    });
    await keepLocalKey(open.services, settings.dataDir, settings.urls.web);
    return { ownerCreated: ownerPassword !== null, sample: sampled };
  } finally {
    await open.close();
  }
}

const connection = z.object({ url: z.string(), key: z.string() });

/** Where `quoin` beside this data folder finds the publication, readable by its owner alone. */
async function keepLocalKey(services: Services, dataDir: string, url: string): Promise<void> {
  const file = path.join(dataDir, "cli.json");
  const kept = read(file);
  const isGood = kept !== null && (await opens(services, kept.key));
  if (isGood && kept.url === url) return;
  const key = isGood ? kept.key : await createLocalKey(services);
  const draft = `${file}.draft`;
  writeFileSync(draft, `${JSON.stringify({ url, key })}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

function read(file: string): z.output<typeof connection> | null {
  try {
    return connection.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}

/** Whether the key still opens the door: it may have been revoked, or be of another database. */
async function opens(services: Services, key: string): Promise<boolean> {
  try {
    const { user } = await services.auth.authenticate(new Headers({ "x-api-key": key }));
    return user !== null;
  } catch {
    return false;
  }
}
