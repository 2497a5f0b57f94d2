import type { Metadata } from "next";
import { publication, serverApi, webUrl } from "../../../../api.ts";
import { PostEditor } from "../../../../editor/post-editor.tsx";
import { mayActAs } from "../../../../frame/places.ts";
import { requireRole } from "../../../../require-role.ts";

export const metadata: Metadata = { title: "New post" };

export default async function NewPostPage() {
  const { id, role } = await requireRole("author");
  const { api, HydrateClient } = await serverApi();
  const [{ timeZone, locale }] = await Promise.all([
    publication(),
    api.category.list.prefetch({}),
    api.tag.suggest.prefetch({ q: "", limit: 8 }),
  ]);
  return (
    <HydrateClient>
      <PostEditor
        user={id}
        post={null}
        preview={null}
        site={webUrl()}
        timeZone={timeZone}
        locale={locale}
        now={new Date().getTime()}
        editsByline={mayActAs(role, "editor")}
      />
    </HydrateClient>
  );
}
