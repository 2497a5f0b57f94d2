import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { firstOf, tagPath } from "../../../addresses.ts";
import { api, orNull } from "../../../api.ts";
import { listPage } from "../../../page-sizes.ts";
import { ListHead } from "../../../post/list-head.tsx";
import { listMetadata, PostListPage } from "../../../post/post-list-page.tsx";

const readTag = cache(async (slug: string) => orNull((await api()).tag.bySlug({ slug })));

export async function generateMetadata({
  params,
  searchParams,
}: PageProps<"/tags/[slug]">): Promise<Metadata> {
  const { slug } = await params;
  const tag = await readTag(slug);
  if (!tag) return {};
  return {
    title: tag.name,
    description: `Posts about ${tag.name}`,
    ...listMetadata(tagPath(slug), (await searchParams)["cursor"]),
  };
}

export default async function TagPage({ params, searchParams }: PageProps<"/tags/[slug]">) {
  const { slug } = await params;
  const cursor = firstOf((await searchParams)["cursor"]);
  const [tag, page] = await Promise.all([
    readTag(slug),
    orNull((await api()).post.list({ limit: listPage, tag: slug, cursor })),
  ]);
  if (!tag || !page) notFound();
  return (
    <PostListPage path={tagPath(slug)} page={page} cursor={cursor}>
      <ListHead kind="Tag" title={tag.name} count={tag.postCount} />
    </PostListPage>
  );
}
