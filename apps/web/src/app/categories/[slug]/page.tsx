import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { categoryPath, firstOf } from "../../../addresses.ts";
import { api, orNull } from "../../../api.ts";
import { listPage } from "../../../page-sizes.ts";
import { ListHead } from "../../../post/list-head.tsx";
import { listMetadata, PostListPage } from "../../../post/post-list-page.tsx";

const readCategory = cache(async (slug: string) => orNull((await api()).category.bySlug({ slug })));

export async function generateMetadata({
  params,
  searchParams,
}: PageProps<"/categories/[slug]">): Promise<Metadata> {
  const { slug } = await params;
  const category = await readCategory(slug);
  if (!category) return {};
  const path = categoryPath(slug);
  const { alternates, ...rest } = {
    alternates: {},
    ...listMetadata(path, (await searchParams)["cursor"]),
  };
  return {
    title: category.name,
    description: category.description || `Posts in ${category.name}`,
    ...rest,
    alternates: {
      ...alternates,
      types: { "application/rss+xml": [{ url: `${path}/feed.xml`, title: category.name }] },
    },
  };
}

export default async function CategoryPage({
  params,
  searchParams,
}: PageProps<"/categories/[slug]">) {
  const { slug } = await params;
  const cursor = firstOf((await searchParams)["cursor"]);
  const [category, page] = await Promise.all([
    readCategory(slug),
    orNull((await api()).post.list({ limit: listPage, category: slug, cursor })),
  ]);
  if (!category || !page) notFound();
  const path = categoryPath(slug);
  return (
    <PostListPage path={path} page={page} cursor={cursor} current={slug}>
      <ListHead
        kind="Section"
        title={category.name}
        count={category.postCount}
        feed={`${path}/feed.xml`}
      >
        {category.description}
      </ListHead>
    </PostListPage>
  );
}
