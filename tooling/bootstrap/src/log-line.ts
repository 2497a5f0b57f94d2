import { z } from "zod";

/** How much of what the services write reaches the terminal; everything reaches the log files. */
export type Verbosity = "quiet" | "all";

const levels: Readonly<Record<number, string>> = {
  10: "trace",
  20: "debug",
  30: "info",
  40: "warn",
  50: "error",
  60: "fatal",
};

const entry = z.object({
  level: z.number(),
  msg: z.string().default(""),
  requestId: z.string().optional(),
  err: z.object({ message: z.string().optional(), stack: z.string().optional() }).optional(),
});

/**
 * A service's log line for a person at a terminal, or undefined when it is not worth their time:
 * quietly, that is everything below a warning.
 */
export function forTerminal(
  service: string,
  line: string,
  verbosity: Verbosity,
): string | undefined {
  const name = service.padEnd(6);
  const json = line.startsWith("{") ? parse(line) : undefined;
  if (!json) {
    if (line.trim() === "" || verbosity === "quiet") return undefined;
    return `${name}  ${line}`;
  }
  if (json.level < (verbosity === "quiet" ? 40 : 30)) return undefined;
  const level = levels[json.level] ?? String(json.level);
  const cause = json.err?.message !== undefined && json.err.message !== json.msg;
  const parts = [json.msg, cause ? json.err?.message : undefined].filter(
    (part) => part !== undefined && part !== "",
  );
  const request = json.requestId === undefined ? "" : ` (request ${json.requestId})`;
  return `${name}  ${level.padEnd(5)}  ${parts.join(": ")}${request}`;
}

function parse(line: string): z.infer<typeof entry> | undefined {
  try {
    const read = entry.safeParse(JSON.parse(line));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}
