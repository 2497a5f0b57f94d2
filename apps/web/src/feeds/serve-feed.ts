import "server-only";

import { api, orNull, publication, webUrl } from "../api.ts";
import { answer, nothing } from "./answer.ts";
import { type FeedForm, type FeedSource, feedTypes, lastChange, writeFeed } from "./feed.ts";
import { orUnavailable } from "./or-unavailable.ts";

/** What of the publication a feed follows; everything when it names nothing. */
interface Follows {
  readonly category?: string;
  readonly author?: string;
}

/** Answers with a feed of the newest posts, or 404 when what it follows is not there. */
export const serveFeed = (
  request: Request,
  form: FeedForm,
  feedPath: string,
  follows: Follows = {},
): Promise<Response> => orUnavailable(() => feedOf(request, form, feedPath, follows));

async function feedOf(
  request: Request,
  form: FeedForm,
  feedPath: string,
  follows: Follows,
): Promise<Response> {
  const { post, category, user } = await api();
  const [about, entries, section, author] = await Promise.all([
    publication(),
    orNull(post.feed(follows)),
    follows.category ? orNull(category.bySlug({ slug: follows.category })) : null,
    follows.author ? orNull(user.byHandle({ handle: follows.author })) : null,
  ]);
  if (!entries) return nothing();
  const name = section?.name ?? author?.name;
  const description = section?.description ?? author?.bio;
  const source: FeedSource = {
    title: name ? `${name} · ${about.title}` : about.title,
    description: (name ? description : about.description || about.tagline) ?? "",
    locale: about.locale,
    webUrl: webUrl(),
    feedPath,
    pagePath: name ? feedPath.replace(/\/feed\.xml$/, "") : "/",
    entries,
  };
  return answer(request, writeFeed(source, form), feedTypes[form], { changed: lastChange(source) });
}
