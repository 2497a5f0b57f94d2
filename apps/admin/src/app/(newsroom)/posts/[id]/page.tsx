import { door } from "@quoin/api/door";
import type { Metadata } from "next";
import { forbidden, notFound } from "next/navigation";
import { cache } from "react";
import { publication, serverApi, webUrl } from "../../../../api.ts";
import { PostEditor } from "../../../../editor/post-editor.tsx";
import { mayActAs } from "../../../../frame/places.ts";
import { requireRole } from "../../../../require-role.ts";

/** The post, once for page and title; the pages for what is not there or not theirs otherwise. */
const postOf = cache(async (id: string) => {
  const { api } = await serverApi();
  try {
    return await api.post.byId({ id });
  } catch (error) {
    const { code } = door().toAppError(error);
    if (code === "not_found" || code === "validation") notFound();
    if (code === "not_allowed") forbidden();
    throw error;
  }
});

export async function generateMetadata({ params }: PageProps<"/posts/[id]">): Promise<Metadata> {
  await requireRole("author");
  const { title } = await postOf((await params).id);
  return { title };
}

export default async function EditPostPage({ params }: PageProps<"/posts/[id]">) {
  const user = await requireRole("author");
  const post = await postOf((await params).id);
  const { api, HydrateClient } = await serverApi();
  const [{ timeZone, locale }, preview] = await Promise.all([
    publication(),
    api.post.preview({ body: post.body }),
    api.category.list.prefetch({}),
    api.tag.suggest.prefetch({ q: "", limit: 8 }),
  ]);
  return (
    <HydrateClient>
      <PostEditor
        key={post.id}
        user={user.id}
        post={post}
        preview={preview}
        site={webUrl()}
        timeZone={timeZone}
        locale={locale}
        now={new Date().getTime()}
        editsByline={mayActAs(user.role, "editor")}
      />
    </HydrateClient>
  );
}
