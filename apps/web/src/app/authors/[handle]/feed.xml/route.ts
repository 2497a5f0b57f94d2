import { authorPath } from "../../../../addresses.ts";
import { serveFeed } from "../../../../feeds/serve-feed.ts";

export async function GET(
  request: Request,
  { params }: RouteContext<"/authors/[handle]/feed.xml">,
) {
  const { handle } = await params;
  return serveFeed(request, "rss", `${authorPath(handle)}/feed.xml`, { author: handle });
}
