import type { Metadata } from "next";
import { publication, serverApi } from "../../../../api.ts";
import { firstOf } from "../../../../list/address.ts";
import { OutboxDesk } from "../../../../outbox/outbox-desk.tsx";
import { requireRole } from "../../../../require-role.ts";

export const metadata: Metadata = { title: "Outbox" };

const limit = 30;

export default async function OutboxPage({ searchParams }: PageProps<"/outbox">) {
  await requireRole("admin");
  const cursor = firstOf((await searchParams)["cursor"]);
  const { api, HydrateClient } = await serverApi();
  const [{ timeZone, locale }] = await Promise.all([
    publication(),
    api.outbox.list.prefetch({ limit, ...(cursor && { cursor }) }),
  ]);
  return (
    <HydrateClient>
      <OutboxDesk cursor={cursor} limit={limit} calendar={{ timeZone, locale, now: new Date() }} />
    </HydrateClient>
  );
}
