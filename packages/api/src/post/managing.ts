import { Posts } from "@quoin/db";
import type { UserCtx } from "../context.ts";
import { listName, pageRequest, toPageOutput } from "../cursor.ts";
import { id } from "../fields.ts";
import { filingOf } from "./filing.ts";
import type { ManagePosts } from "./input.ts";
import { canSeeAll } from "./policy.ts";

/** The newsroom's list: editors see everyone's posts, authors their own. */
export async function managePosts(ctx: UserCtx, input: ManagePosts) {
  const { status, q, category, tag, author, sort } = input;
  const own = input.mine || !canSeeAll(ctx.user);
  const authorId = own ? ctx.user.id : undefined;
  const isId = id.safeParse(category).success;
  const filing = await filingOf(ctx, { tag, author, category: isId ? undefined : category });
  const filter = {
    status,
    q,
    authorId,
    filing: isId ? { ...filing, category } : filing,
  };
  const list = listName("managed", [sort, status, q, authorId, category, tag, author]);
  return toPageOutput(list, await Posts.managed(ctx.db, filter, pageRequest(list, input), sort));
}

/** How many posts the caller may see in each status. */
export async function countPosts(ctx: UserCtx) {
  const counts = { draft: 0, scheduled: 0, published: 0, archived: 0 };
  const own = canSeeAll(ctx.user) ? undefined : ctx.user.id;
  for (const { status, count } of await Posts.countsByStatus(ctx.db, own)) counts[status] = count;
  return counts;
}
