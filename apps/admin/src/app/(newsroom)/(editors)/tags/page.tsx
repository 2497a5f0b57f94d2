import type { Metadata } from "next";
import { publication, serverApi } from "../../../../api.ts";
import { firstOf } from "../../../../list/address.ts";
import { requireRole } from "../../../../require-role.ts";
import { TagDesk } from "../../../../tags/tag-desk.tsx";

export const metadata: Metadata = { title: "Tags" };

const limit = 50;

export default async function TagsPage({ searchParams }: PageProps<"/tags">) {
  await requireRole("editor");
  const query = await searchParams;
  const q = firstOf(query["q"])?.trim().slice(0, 200) || undefined;
  const cursor = firstOf(query["cursor"]);
  const { api, HydrateClient } = await serverApi();
  const [{ locale }] = await Promise.all([
    publication(),
    api.tag.list.prefetch({ limit, all: true, ...(q && { q }), ...(cursor && { cursor }) }),
  ]);
  return (
    <HydrateClient>
      <TagDesk q={q} cursor={cursor} limit={limit} locale={locale} />
    </HydrateClient>
  );
}
