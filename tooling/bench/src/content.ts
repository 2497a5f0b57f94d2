import type { Publication } from "./publication.ts";

/** A place in the list of posts: the list goes on behind it. */
export interface Place {
  readonly cursor: string;
  /** The post before it. */
  readonly publishedAt: Date;
  readonly id: string;
}

const walks = new Map<string, Promise<Place[]>>();

/** A cursor behind each of the newest thousand posts, as readers would get them. */
export function placesOf(publication: Publication): Promise<Place[]> {
  // A cursor outlives the process that it came from.
  const walk = walks.get(publication.dataDir) ?? walkPosts(publication);
  walks.set(publication.dataDir, walk);
  return walk;
}

async function walkPosts({ client }: Publication): Promise<Place[]> {
  const places: Place[] = [];
  let cursor: string | undefined;
  while (places.length < 1_020) {
    const page = await client.post.list.query({ limit: 1, ...(cursor && { cursor }) });
    const [post] = page.items;
    if (!post || page.nextCursor === null) break;
    cursor = page.nextCursor;
    places.push({ cursor, publishedAt: post.publishedAt, id: post.id });
  }
  return places;
}

/** Of the newest twenty posts the one of middling length: a slug. */
export async function typicalPost({ client }: Publication): Promise<string> {
  const { items } = await client.post.list.query({ limit: 20 });
  const posts = await Promise.all(
    items.map(async ({ slug }) => {
      const { html } = await client.post.bySlug.query({ slug });
      return { slug, length: html.length };
    }),
  );
  const middle = posts.toSorted((one, other) => one.length - other.length)[
    Math.floor(posts.length / 2)
  ];
  if (!middle) throw new Error("There are no posts");
  return middle.slug;
}

/** The address of a call as a client's query asks for it. */
export function callPath(procedure: string, input: object): string {
  return `/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify({ json: input }))}`;
}
