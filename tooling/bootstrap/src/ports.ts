import { createServer } from "node:net";
import { Trouble } from "../door/trouble.mjs";

/** A port somebody has to be able to listen on, and the variable that chooses it. */
export interface WantedPort {
  readonly variable: string;
  readonly port: number;
}

type PortState = "free" | "in use" | "not allowed";

/**
 * Makes sure that all ports can be listened on. Throws one Trouble that names every port that cannot
 * and how to choose another.
 */
export async function requireFreePorts(
  wanted: readonly WantedPort[],
  command: string,
): Promise<void> {
  const states = await Promise.all(wanted.map(({ port }) => stateOf(port)));
  const problems = wanted.flatMap(({ port }, index) => {
    if (states[index] === "in use") return [`Port ${port} is in use by another program.`];
    if (states[index] === "not allowed") return [`This user may not listen on port ${port}.`];
    return [];
  });
  if (problems.length === 0) return;
  const others = new Set(wanted.map(({ port }) => port));
  const choices: string[] = [];
  for (const [index, { variable, port }] of wanted.entries()) {
    if (states[index] === "free") continue;
    const free = await freePortAfter(Math.max(port + 100, 3100), others);
    others.add(free);
    choices.push(`${variable}=${free}`);
  }
  throw new Trouble(`${problems.join("\n")}\nChoose another:\n  ${choices.join(" ")} ${command}`);
}

async function freePortAfter(first: number, taken: ReadonlySet<number>): Promise<number> {
  for (let port = first > 65_000 ? 3100 : first; port <= 65_535; port++) {
    if (!taken.has(port) && (await stateOf(port)) === "free") return port;
  }
  return first;
}

// Listening is the only question the system answers truthfully. Without a host it covers IPv4 and
// IPv6, so a program on 127.0.0.1 alone is found as well.
function stateOf(port: number): Promise<PortState> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => {
      const code = "code" in error ? error.code : undefined;
      resolve(code === "EACCES" || code === "EPERM" ? "not allowed" : "in use");
    });
    server.listen({ port, exclusive: true }, () => server.close(() => resolve("free")));
  });
}
