import type { Metadata } from "next";
import { publication, serverApi } from "../../../../api.ts";
import { firstOf } from "../../../../list/address.ts";
import { requireRole } from "../../../../require-role.ts";
import { tabOf } from "../../../../users/tabs.ts";
import { UserDesk } from "../../../../users/user-desk.tsx";

export const metadata: Metadata = { title: "Users" };

const limit = 30;

export default async function UsersPage({ searchParams }: PageProps<"/users">) {
  const { id } = await requireRole("admin");
  const query = await searchParams;
  const tab = tabOf(firstOf(query["tab"]));
  const q = firstOf(query["q"])?.trim().slice(0, 200) || undefined;
  const cursor = firstOf(query["cursor"]);
  const { api, HydrateClient } = await serverApi();
  const [{ timeZone, locale }] = await Promise.all([
    publication(),
    api.user.list.prefetch({ limit, ...tab.filter, ...(q && { q }), ...(cursor && { cursor }) }),
    api.user.counts.prefetch(),
  ]);
  return (
    <HydrateClient>
      <UserDesk
        tab={tab.value}
        q={q}
        cursor={cursor}
        limit={limit}
        selfId={id}
        calendar={{ timeZone, locale, now: new Date() }}
      />
    </HydrateClient>
  );
}
