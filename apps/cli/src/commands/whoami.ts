import { CliError } from "../cli-error.ts";
import type { Client } from "../connection.ts";
import type { Terminal } from "../terminal.ts";

/** Says whose key this is. */
export async function whoAmI(client: Client, terminal: Terminal): Promise<void> {
  const me = await client.user.me.query();
  if (!me)
    throw new CliError("The key belongs to nobody; set QUOIN_API_KEY to a key that is valid.");
  const { id, name, email, handle, role } = me;
  terminal.result({ id, name, email, handle, role });
  terminal.say(`${name} <${email}>, ${role}`);
}
