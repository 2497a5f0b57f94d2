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

export interface Publication {
  /** Without a slash at the end. */
  readonly url: string;
  readonly apiKey: string;
}

/**
 * The publication to speak to: the one that `QUOIN_URL` and `QUOIN_API_KEY` name, else the one whose
 * data folder is here. Throws a CliError that says what to set when there is neither.
 */
export async function findPublication(
  env: Readonly<Record<string, string | undefined>>,
  root: string,
): Promise<Publication> {
  // What is empty is not set.
  const url = env["QUOIN_URL"];
  const apiKey = env["QUOIN_API_KEY"];
  const at = (address: string, key: string) => ({
    url: address.replace(/\/+$/, ""),
    apiKey: key,
  });
  if (url && apiKey) return at(url, apiKey);

  const dataDir = env["QUOIN_DATA_DIR"] || join(root, ".quoin");
  const file = join(dataDir, "cli.json");
  const text = await readFile(file, "utf8").catch(() => null);
  const local = text === null ? null : localConnection.safeParse(parseJson(text)).data;
  if (!local)
    throw new CliError(
      "No publication found. Start one here with `npm start`, or set QUOIN_URL and QUOIN_API_KEY.",
    );
  return at(url || local.url, apiKey || local.key);
}

/** The API of a publication, in the manner of the command line. */
export const clientOf = (publication: Publication): Client =>
  createClient({ ...manner, ...publication });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
