import type { Metadata } from "next";
import { publication, serverApi, webUrl } from "../../../../api.ts";
import { CommentDesk } from "../../../../comments/comment-desk.tsx";
import { isStatus } from "../../../../comments/tabs.ts";
import { firstOf } from "../../../../list/address.ts";
import { requireRole } from "../../../../require-role.ts";

export const metadata: Metadata = { title: "Comments" };

const limit = 25;

export default async function CommentsPage({ searchParams }: PageProps<"/comments">) {
  await requireRole("editor");
  const query = await searchParams;
  const asked = firstOf(query["status"]);
  const status = isStatus(asked) ? asked : "pending";
  const cursor = firstOf(query["cursor"]);
  const { api, HydrateClient } = await serverApi();
  const [{ timeZone, locale }] = await Promise.all([
    publication(),
    api.comment.queue.prefetch({ status, limit, ...(cursor && { cursor }) }),
    api.comment.counts.prefetch(),
  ]);
  return (
    <HydrateClient>
      <CommentDesk
        key={`${status} ${cursor}`}
        status={status}
        cursor={cursor}
        limit={limit}
        site={webUrl()}
        timeZone={timeZone}
        locale={locale}
      />
    </HydrateClient>
  );
}
