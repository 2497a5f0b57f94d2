import { serveFeed } from "../../feeds/serve-feed.ts";

export const GET = (request: Request) => serveFeed(request, "json", "/feed.json");
