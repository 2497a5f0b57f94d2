import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { MethodError } from "../rest/method-error.ts";
import { exportLines } from "./export.ts";

/** Beside the REST API and not in it: its answer is no envelope but as many lines as there are posts. */
export const EXPORT_PATH = "/api/v1/posts/export";

const ALLOW = "GET, HEAD, OPTIONS";

/** Answers with every post, one line of JSON each (NDJSON). Throws `AppError` for everything that is refused. */
export async function answerExport(
  request: Request,
  url: URL,
  enter: (request: Request) => Promise<Ctx>,
): Promise<Response> {
  const { method } = request;
  if (method === "OPTIONS") return new Response(null, { status: 204, headers: { allow: ALLOW } });
  if (method !== "GET" && method !== "HEAD") throw new MethodError(ALLOW);
  const [unknown] = url.searchParams.keys();
  if (unknown !== undefined)
    throw new AppError("validation", `${unknown.slice(0, 100)}: Not known here`, {
      details: [{ field: unknown.slice(0, 100), issue: "Not known here" }],
    });
  const lines = await exportLines(await enter(request));
  if (method === "HEAD") await lines.cancel();
  return new Response(method === "HEAD" ? null : lines, {
    headers: { "content-type": "application/x-ndjson", "cache-control": "private, no-store" },
  });
}
