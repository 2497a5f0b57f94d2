import { categoryPath } from "../../../../addresses.ts";
import { serveFeed } from "../../../../feeds/serve-feed.ts";

export async function GET(
  request: Request,
  { params }: RouteContext<"/categories/[slug]/feed.xml">,
) {
  const { slug } = await params;
  return serveFeed(request, "rss", `${categoryPath(slug)}/feed.xml`, { category: slug });
}
