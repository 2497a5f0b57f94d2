import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type ClientOptions, createClient, type QuoinClient } from "@quoin/client/node";
import { z } from "zod";
import { CliError } from "./cli-error.ts";

/** What `npm start` leaves in its data folder for the command line beside it. */
const localConnection = z.object({ url: z.url(), key: z.string() });

export type Client = QuoinClient;

/** A call of the command line may carry many posts, and a person waits for it. */
const manner = { timeoutMs: 120_000, userAgent: "quoin-cli" } satisfies Partial<ClientOptions>;

/**
 * The publication to speak to: the one that `QUOIN_URL` and `QUOIN_API_KEY` name, else the one whose
 * data folder is here. Throws a CliError that says what to set when there is neither.
 */
export async function connect(
  env: Readonly<Record<string, string | undefined>>,
  root: string,
): Promise<Client> {
  const url = env["QUOIN_URL"];
  const apiKey = env["QUOIN_API_KEY"];
  if (url && apiKey) return createClient({ ...manner, url, apiKey });

  const dataDir = env["QUOIN_DATA_DIR"] ?? join(root, ".quoin");
  const file = join(dataDir, "cli.json");
  const text = await readFile(file, "utf8").catch(() => null);
  const local = text === null ? null : localConnection.safeParse(parseJson(text)).data;
  if (!local)
    throw new CliError(
      "No publication found. Start one here with `npm start`, or set QUOIN_URL and QUOIN_API_KEY.",
    );
  return createClient({ ...manner, url: url ?? local.url, apiKey: apiKey ?? local.key });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
