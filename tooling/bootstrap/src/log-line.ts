import { z } from "zod";

/** How much of what the services write reaches the terminal; everything reaches the log files. */
export type Verbosity = "quiet" | "all";

// As `@quoin/log` writes them, quietest first.
const levels = ["trace", "debug", "info", "warn", "error", "fatal"] as const;

const entry = z.object({
  level: z.enum(levels),
  message: z.string().default(""),
  requestId: z.string().optional(),
  err: z.object({ message: z.string().optional() }).optional(),
});

const request = z.object({
  message: z.literal("request"),
  method: z.string(),
  path: z.string(),
  status: z.number(),
  ms: z.number(),
});

// Next says in its own words what our servers have just said of the same request.
const nextRequest = /^ *(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) \S+ \d{3} in /;

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
  const found = entry.safeParse(json);
  if (!found.success) {
    if (verbosity === "quiet" || line.trim() === "" || nextRequest.test(line)) return undefined;
    return `${name}  ${line}`;
  }
  const { level, message, err, requestId } = found.data;
  if (levels.indexOf(level) < levels.indexOf(verbosity === "quiet" ? "warn" : "info")) {
    return undefined;
  }
  const cause = err?.message === message ? undefined : err?.message;
  const said = describeRequest(json) ?? [message, cause].filter(Boolean).join(": ");
  // An id helps to find the rest of the story, and there is one only when something went wrong.
  const id = requestId === undefined || level === "info" ? "" : ` (request ${requestId})`;
  return `${name}  ${level.padEnd(5)}  ${said}${id}`;
}

function describeRequest(json: unknown): string | undefined {
  const read = request.safeParse(json);
  if (!read.success) return undefined;
  const { method, path, status, ms } = read.data;
  return `${method} ${path} ${status} in ${Math.round(ms)} ms`;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
