import type { Metadata } from "next";
import { serverApi } from "../../api.ts";
import { Hints } from "../../frame/hints.tsx";
import { PageBar } from "../../frame/page-bar.tsx";
import { requireRole } from "../../require-role.ts";

export const metadata: Metadata = { title: "Dashboard" };

export default async function DashboardPage() {
  await requireRole("author");
  const { api } = await serverApi();
  const counts = await api.post.counts();
  return (
    <>
      <PageBar title="Dashboard" />
      <main id="main" className="ad-body" tabIndex={-1}>
        <p>{counts.published} posts are out.</p>
      </main>
      <Hints of={[[["n"], "new post"]]} />
    </>
  );
}
