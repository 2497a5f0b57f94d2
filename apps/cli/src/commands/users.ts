import { CliError } from "../cli-error.ts";
import type { Client } from "../connection.ts";
import type { Role } from "../program.ts";
import { table, type Terminal } from "../terminal.ts";

/** Makes one account. */
export async function createUser(
  client: Client,
  terminal: Terminal,
  { name, email, role, password }: { name: string; email: string; role: Role; password?: string },
): Promise<void> {
  const [user] = await client.user.create.mutate([
    { name, email, role, ...(password !== undefined && { password }) },
  ]);
  if (!user) throw new CliError("The publication made no account");
  terminal.result(user);
  const invited = user.invited ? "; a link to choose a password is on its way" : "";
  terminal.say(`Made ${user.email} (${user.role})${invited}`);
}

/** A page of accounts. */
export async function listUsers(
  client: Client,
  terminal: Terminal,
  { role, q, limit, cursor }: { role?: Role; q?: string; limit: number; cursor?: string },
): Promise<void> {
  const { items, nextCursor } = await client.user.list.query({ role, q, limit, cursor });
  terminal.result({ items, nextCursor });
  terminal.say(
    table(
      ["NAME", "ADDRESS", "ROLE", "POSTS"],
      items.map((user) => [user.name, user.email, user.role, String(user.postCount)]),
    ),
  );
  if (nextCursor) terminal.say(`More: --cursor ${nextCursor}`);
}

/** Changes one account's role. */
export async function setRole(
  client: Client,
  terminal: Terminal,
  email: string,
  role: Role,
): Promise<void> {
  const wanted = email.trim().toLowerCase();
  const { items } = await client.user.list.query({ q: wanted, limit: 100 });
  const user = items.find((candidate) => candidate.email === wanted);
  if (!user) throw new CliError(`There is no account with the address ${email}`);
  await client.user.setRole.mutate({ ids: [user.id], role });
  terminal.result({ id: user.id, email: user.email, role });
  terminal.say(`${user.email} is ${role} now`);
}
