import type { Metadata } from "next";
import { publication, serverApi, webUrl } from "../../../../../api.ts";
import { PostEditor } from "../../../../../editor/post-editor.tsx";
import { postOf } from "../../../../../editor/post-of.ts";
import { mayActAs } from "../../../../../frame/places.ts";
import { interrupt } from "../../../../../refusal.tsx";
import { requireRole } from "../../../../../require-role.ts";

export async function generateMetadata({ params }: PageProps<"/posts/[id]">): Promise<Metadata> {
  const { post } = await postOf((await params).id);
  return { title: post?.title ?? "No post to edit" };
}

export default async function EditPostPage({ params }: PageProps<"/posts/[id]">) {
  const user = await requireRole("author");
  const { post, refused } = await postOf((await params).id);
  if (refused) return interrupt(refused);
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
