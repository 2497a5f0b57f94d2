import "server-only";

import { EmptyState } from "@quoin/ui";
import { publication } from "../api.ts";
import { postOf } from "../editor/post-of.ts";
import { PostPreview } from "./post-preview.tsx";

/** What a dialog over the list shows of a post; a post that is gone meanwhile leaves the list standing. */
export async function PreviewOver({ id }: { id: string }) {
  const [{ post }, { timeZone, locale }] = await Promise.all([postOf(id), publication()]);
  if (post) return <PostPreview post={post} timeZone={timeZone} locale={locale} />;
  return (
    <EmptyState size="panel" seed="not found" title="Nothing to preview">
      The post has been deleted, or is not yours to open.
    </EmptyState>
  );
}
