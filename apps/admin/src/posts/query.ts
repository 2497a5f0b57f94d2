import type { Inputs, Outputs } from "@quoin/client";
import { firstOf, withQuery } from "../list/address.ts";

export type ManagedPost = Outputs["post"]["manage"]["items"][number];
export type PostStatus = ManagedPost["status"];

export const statuses = [
  "published",
  "scheduled",
  "draft",
  "archived",
] as const satisfies readonly PostStatus[];

/** What of the list is shown; all of it stands in the address. */
export interface PostsQuery {
  readonly status?: PostStatus;
  readonly category?: string;
  readonly q?: string;
  readonly mine?: boolean;
  readonly cursor?: string;
}

type Params = Readonly<Record<string, string | string[] | undefined>>;

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads the address. What makes no sense there is left out, except a cursor, which the API judges. */
export function readQuery(params: Params): PostsQuery {
  const text = (name: string) => firstOf(params[name])?.trim() || undefined;
  const status = statuses.find((name) => name === text("status"));
  const category = text("category");
  const q = text("q")?.slice(0, 200).toWellFormed().replaceAll("\0", "");
  const cursor = text("cursor");
  return {
    ...(status && { status }),
    ...(category && uuid.test(category) && { category }),
    ...(q && { q }),
    ...(text("mine") && { mine: true }),
    ...(cursor && { cursor }),
  };
}

/** The address of the list for a query. */
export const postsPath = ({ status, category, q, mine, cursor }: PostsQuery): string =>
  withQuery("/posts", { status, category, q, mine, cursor });

/** The call that answers a query. */
export const manageInput = (query: PostsQuery): Inputs["post"]["manage"] => ({
  limit: 50,
  ...query,
});

/** The parameters that a page keeps besides its cursor. */
export const keptOf = ({ status, category, q, mine }: PostsQuery) => ({
  status,
  category,
  q,
  mine: mine ? "1" : undefined,
});
