import type { Inputs } from "@quoin/client";
import { CliError } from "../cli-error.ts";
import type { Client } from "../connection.ts";
import type { Role } from "../program.ts";
import { table, type Terminal } from "../terminal.ts";

type Scopes = NonNullable<Inputs["key"]["create"]["scopes"]>;

/** Makes a key and shows it, this once. */
export async function createKey(
  client: Client,
  terminal: Terminal,
  { name, role, scope, expires }: { name: string; role: Role; scope?: string[]; expires?: string },
): Promise<void> {
  const expiresAt = expires === undefined ? undefined : new Date(expires);
  if (expiresAt && Number.isNaN(expiresAt.getTime()))
    throw new CliError(`${expires} is not a date such as 2027-01-31`);
  // Which scopes there are, the publication knows: it names the one that is not among them.
  const made = await client.key.create.mutate({
    name,
    role,
    ...(scope && { scopes: scope as Scopes }),
    ...(expiresAt && { expiresAt }),
  });
  terminal.result({ id: made.id, name: made.name, key: made.key });
  terminal.say(made.key);
  terminal.say("Keep it now; it is not shown again.");
}

/** A page of keys, without the keys themselves. */
export async function listKeys(
  client: Client,
  terminal: Terminal,
  { all, limit, cursor }: { all?: boolean; limit: number; cursor?: string },
): Promise<void> {
  const { items, nextCursor } = await client.key.list.query({ all: all ?? false, limit, cursor });
  terminal.result({ items, nextCursor });
  terminal.say(
    table(
      ["ID", "NAME", "STARTS WITH", "ROLE", "SCOPES", "LAST USED"],
      items.map((key) => [
        key.id,
        key.name,
        key.prefix,
        key.revokedAt ? "revoked" : key.role,
        key.scopes?.join(" ") ?? "all",
        key.lastUsedAt?.toISOString() ?? "never",
      ]),
    ),
  );
  if (nextCursor) terminal.say(`More: --cursor ${nextCursor}`);
}

/** Ends keys. */
export async function revokeKeys(client: Client, terminal: Terminal, ids: string[]): Promise<void> {
  const revoked = await client.key.revoke.mutate({ ids });
  terminal.result({ items: revoked, nextCursor: null });
  terminal.say(
    revoked.length === 0 ? "None of them was valid any more." : `Revoked ${revoked.length}`,
  );
}
