import type { Metadata } from "next";
import { isActing, publication, serverApi } from "../../../../api.ts";
import { KeyDesk } from "../../../../keys/key-desk.tsx";
import { firstOf } from "../../../../list/address.ts";
import { requireRole } from "../../../../require-role.ts";

export const metadata: Metadata = { title: "Keys" };

const limit = 30;

export default async function KeysPage({ searchParams }: PageProps<"/keys">) {
  const { role } = await requireRole("author");
  const query = await searchParams;
  const all = role === "admin" && firstOf(query["all"]) === "1";
  const cursor = firstOf(query["cursor"]);
  const { api, HydrateClient } = await serverApi();
  const [{ timeZone, locale }, acting] = await Promise.all([
    publication(),
    isActing(),
    api.key.list.prefetch({ all, limit, ...(cursor && { cursor }) }),
  ]);
  return (
    <HydrateClient>
      <KeyDesk
        all={all}
        cursor={cursor}
        limit={limit}
        role={role}
        acting={acting}
        calendar={{ timeZone, locale, now: new Date() }}
      />
    </HydrateClient>
  );
}
