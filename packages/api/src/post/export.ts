import { hasRole } from "@quoin/auth";
import { Posts } from "@quoin/db";
import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import { requireScope } from "../key/require-scope.ts";
import { exportedPost, type ExportedPost } from "./output.ts";

/** A page holds at most this many texts of a megabyte in memory. */
const PAGE = 25;

/** Who may take everything out, drafts included: editors and admins, with a key only when it may read posts. */
function requireExporter(ctx: Ctx): void {
  if (!ctx.user) throw new AppError("unauthenticated", "Sign in to do this");
  requireScope(ctx, "post.export", "query");
  if (!hasRole(ctx.user.role, "editor"))
    throw new AppError("not_allowed", "Only editors can do this");
}

/**
 * Every post as it was written, page by page in the order they were made, in the memory of one page. A post
 * that was there at the start comes exactly once, however often it is edited meanwhile. Throws for who may not.
 */
export async function* exportPosts(ctx: Ctx): AsyncGenerator<ExportedPost[], void> {
  requireExporter(ctx);
  const read = Posts.exported(ctx.db, PAGE);
  let after: string | null = null;
  for (;;) {
    const rows: ExportedPost[] = await read(after);
    if (rows.length > 0) yield rows.map((row) => exportedPost.parse(row));
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.id ?? null;
  }
}

/** Ends the connection without the end of the stream, so that nobody takes a part for the whole. */
const breakOff = (ctx: Ctx) => (error: unknown) => {
  ctx.log.error({ err: error }, "an export broke off");
  throw new Error("The export broke off");
};

/**
 * The same as lines of JSON. The next page is read when the reader has taken the one before, and none once
 * they have left. Whoever may not, or asks while the database is away, hears it before the first line.
 */
export async function exportLines(ctx: Ctx): Promise<ReadableStream<Uint8Array>> {
  const pages = exportPosts(ctx);
  let next: IteratorResult<ExportedPost[], void> | null = await pages.next();
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      async pull(controller) {
        const page = next ?? (await pages.next().catch(breakOff(ctx)));
        next = null;
        if (page.done) return controller.close();
        controller.enqueue(
          encoder.encode(page.value.map((post) => `${JSON.stringify(post)}\n`).join("")),
        );
      },
      async cancel() {
        await pages.return();
      },
    },
    { highWaterMark: 0 },
  );
}
