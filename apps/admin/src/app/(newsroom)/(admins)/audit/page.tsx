import type { Metadata } from "next";
import { publication, serverApi } from "../../../../api.ts";
import { AuditDesk } from "../../../../audit/audit-desk.tsx";
import { auditInput, readAuditQuery } from "../../../../audit/query.ts";
import { requireRole } from "../../../../require-role.ts";

export const metadata: Metadata = { title: "Audit log" };

const limit = 40;

export default async function AuditPage({ searchParams }: PageProps<"/audit">) {
  await requireRole("admin");
  const query = readAuditQuery(await searchParams);
  const { api, HydrateClient } = await serverApi();
  const [{ timeZone, locale }] = await Promise.all([
    publication(),
    api.audit.list.prefetch(auditInput(query, limit)),
  ]);
  return (
    <HydrateClient>
      <AuditDesk query={query} limit={limit} calendar={{ timeZone, locale, now: new Date() }} />
    </HydrateClient>
  );
}
