import type { Metadata } from "next";
import { serverApi } from "../../api.ts";

export const metadata: Metadata = { title: "Dashboard" };

export default async function DashboardPage() {
  const { api } = await serverApi();
  const counts = await api.post.counts();
  return (
    <main id="main" className="ad-body">
      <h1>Dashboard</h1>
      <p>{counts.published} posts are out.</p>
    </main>
  );
}
