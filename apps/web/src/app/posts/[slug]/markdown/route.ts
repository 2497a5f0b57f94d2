import { postPath } from "../../../../addresses.ts";
import { api, orNull, webUrl } from "../../../../api.ts";
import { answer, nothing } from "../../../../feeds/answer.ts";
import { orUnavailable } from "../../../../feeds/or-unavailable.ts";
import { postMarkdown } from "../../../../feeds/post-markdown.ts";

/** Answers at `/posts/{slug}.md`; see the rewrites in next.config.mjs. */
export async function GET(request: Request, { params }: RouteContext<"/posts/[slug]/markdown">) {
  const { slug } = await params;
  return orUnavailable(() => markdownOf(request, slug));
}

async function markdownOf(request: Request, slug: string): Promise<Response> {
  const post = await orNull((await api()).post.source({ slug }));
  if (!post) return nothing();
  const address = webUrl() + postPath(slug);
  return answer(request, postMarkdown(post, address), "text/markdown; charset=utf-8", {
    headers: { link: `<${address}>; rel="canonical"`, "x-robots-tag": "noindex" },
  });
}
