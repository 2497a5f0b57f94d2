import { headers } from "next/headers";
import { webUrl } from "../../api.ts";
import { answer } from "../../feeds/answer.ts";

export async function GET(request: Request) {
  // The address comes from the settings of this process, not from the build.
  await headers();
  const lines = [
    "User-agent: *",
    "Allow: /",
    "Disallow: /account",
    "Disallow: /api/",
    "Disallow: /search",
    "",
    `Sitemap: ${webUrl()}/sitemap.xml`,
    "",
  ];
  return answer(request, lines.join("\n"), "text/plain; charset=utf-8");
}
