import { openDoor } from "@quoin/api/server";
import { test } from "@quoin/api/testing";
import { expect, vi } from "vitest";
import * as atom from "../app/atom.xml/route.ts";
import * as sectionFeed from "../app/categories/[slug]/feed.xml/route.ts";
import * as json from "../app/feed.json/route.ts";
import * as rss from "../app/feed.xml/route.ts";
import * as llms from "../app/llms.txt/route.ts";
import * as markdown from "../app/posts/[slug]/markdown/route.ts";
import * as sitemap from "../app/sitemap.xml/route.ts";
import { newBrowser } from "../testing/next-request.ts";

vi.mock("server-only", () => ({}));
vi.mock("next/headers", () => import("../testing/next-request.ts"));

test("while the database is away programs are told so, and when to ask again", async ({ api }) => {
  newBrowser();
  // Nothing listens there.
  const settings = { ...api.settings, databaseUrl: "postgres://quoin@127.0.0.1:1/none" };
  const open = await openDoor(settings, { name: "web", fronted: true });
  const params = Promise.resolve({ slug: "a" });
  const ask = (path: string) => new Request(`http://localhost:3000${path}`);
  const asked: Record<string, Promise<Response>> = {
    "/feed.xml": rss.GET(ask("/feed.xml")),
    "/atom.xml": atom.GET(ask("/atom.xml")),
    "/feed.json": json.GET(ask("/feed.json")),
    "/categories/a/feed.xml": sectionFeed.GET(ask("/categories/a/feed.xml"), { params }),
    "/sitemap.xml": sitemap.GET(ask("/sitemap.xml")),
    "/llms.txt": llms.GET(ask("/llms.txt")),
    "/posts/a.md": markdown.GET(ask("/posts/a/markdown"), { params }),
  };
  for (const [path, answering] of Object.entries(asked)) {
    const answer = await answering;
    expect(answer.status, path).toBe(503);
    expect(answer.headers.get("retry-after"), path).toMatch(/^\d+$/);
    expect(answer.headers.get("cache-control"), path).toBe("no-store");
    expect(await answer.text(), path).not.toBe("");
  }
  await open.close();
});
