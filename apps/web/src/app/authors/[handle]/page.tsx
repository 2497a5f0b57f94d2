import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { authorPath, firstOf } from "../../../addresses.ts";
import { api, orNull } from "../../../api.ts";
import { listPage } from "../../../page-sizes.ts";
import { ListHead } from "../../../post/list-head.tsx";
import { listMetadata, PostListPage } from "../../../post/post-list-page.tsx";

const readAuthor = cache(async (handle: string) => orNull((await api()).user.byHandle({ handle })));

export async function generateMetadata({
  params,
  searchParams,
}: PageProps<"/authors/[handle]">): Promise<Metadata> {
  const { handle } = await params;
  const author = await readAuthor(handle);
  if (!author) return {};
  const path = authorPath(handle);
  const { alternates, ...rest } = {
    alternates: {},
    ...listMetadata(path, (await searchParams)["cursor"]),
  };
  return {
    title: author.name,
    description: author.bio || `Posts by ${author.name}`,
    ...rest,
    alternates: {
      ...alternates,
      types: { "application/rss+xml": [{ url: `${path}/feed.xml`, title: author.name }] },
    },
    openGraph: { type: "profile", username: author.handle },
  };
}

export default async function AuthorPage({ params, searchParams }: PageProps<"/authors/[handle]">) {
  const { handle } = await params;
  const cursor = firstOf((await searchParams)["cursor"]);
  const [author, page] = await Promise.all([
    readAuthor(handle),
    orNull((await api()).post.list({ limit: listPage, author: handle, cursor })),
  ]);
  if (!author || !page) notFound();
  const path = authorPath(handle);
  return (
    <PostListPage path={path} page={page} cursor={cursor}>
      <ListHead
        kind="Author"
        title={author.name}
        count={author.postCount}
        feed={`${path}/feed.xml`}
      >
        {author.bio}
      </ListHead>
    </PostListPage>
  );
}
