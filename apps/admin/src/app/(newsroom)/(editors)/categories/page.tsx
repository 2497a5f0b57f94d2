import type { Metadata } from "next";
import { publication, serverApi } from "../../../../api.ts";
import { CategoryDesk } from "../../../../categories/category-desk.tsx";
import { requireRole } from "../../../../require-role.ts";

export const metadata: Metadata = { title: "Categories" };

export default async function CategoriesPage() {
  await requireRole("editor");
  const { api, HydrateClient } = await serverApi();
  const [{ locale }] = await Promise.all([publication(), api.category.list.prefetch({})]);
  return (
    <HydrateClient>
      <CategoryDesk locale={locale} />
    </HydrateClient>
  );
}
