import type { Client } from "../connection.ts";
import type { Status } from "../program.ts";
import { table, type Terminal } from "../terminal.ts";

/** A page of posts, whatever their status. */
export async function listPosts(
  client: Client,
  terminal: Terminal,
  { status, q, limit, cursor }: { status?: Status; q?: string; limit: number; cursor?: string },
): Promise<void> {
  const { items, nextCursor } = await client.post.manage.query({ status, q, limit, cursor });
  terminal.result({ items, nextCursor });
  terminal.say(
    table(
      ["ID", "STATUS", "PUBLISHED", "TITLE"],
      items.map((post) => [
        post.id,
        post.status,
        post.publishedAt?.toISOString().slice(0, 10) ?? "",
        post.title,
      ]),
    ),
  );
  if (nextCursor) terminal.say(`More: --cursor ${nextCursor}`);
}

/** Publishes posts; those that are out already stay as they are. */
export async function publishPosts(
  client: Client,
  terminal: Terminal,
  ids: string[],
): Promise<void> {
  const published = await client.post.publish.mutate({ ids });
  terminal.result({ items: published, nextCursor: null });
  for (const { slug } of published) terminal.say(`/posts/${slug} is out`);
  if (published.length === 0) terminal.say("They are out already.");
}
