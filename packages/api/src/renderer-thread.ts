import { type RenderedMarkdown, renderMarkdown } from "@quoin/content";

/** What runs in the renderer's thread; see renderer.ts. */
export default function render(source: string): Promise<RenderedMarkdown> {
  return renderMarkdown(source);
}
