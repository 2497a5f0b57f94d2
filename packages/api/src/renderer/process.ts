import { type RenderedMarkdown, renderMarkdown } from "@quoin/content";

/** What the renderer's process says of a text; see renderer.ts. */
export type Rendering = { readonly rendered: RenderedMarkdown } | { readonly error: string };

const answer = (rendering: Rendering) => process.send?.(rendering);

// It ends by itself when the one who asks is gone: nothing but their channel keeps it.
process.on("message", (source: string) => {
  renderMarkdown(source).then(
    (rendered) => answer({ rendered }),
    (error: unknown) => answer({ error: error instanceof Error ? error.message : String(error) }),
  );
});
