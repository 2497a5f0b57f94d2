import { api, publication, sections, webUrl } from "../../api.ts";
import { answer } from "../../feeds/answer.ts";
import { llmsText } from "../../feeds/llms.ts";
import { orUnavailable } from "../../feeds/or-unavailable.ts";

export const GET = (request: Request) => orUnavailable(() => overview(request));

async function overview(request: Request): Promise<Response> {
  const [{ title, description, tagline }, all, { items }] = await Promise.all([
    publication(),
    sections(),
    (await api()).post.list({ limit: 100 }),
  ]);
  const text = llmsText({
    title,
    description: description || tagline,
    webUrl: webUrl(),
    sections: all.filter(({ postCount }) => postCount > 0),
    posts: items,
  });
  return answer(request, text, "text/plain; charset=utf-8");
}
