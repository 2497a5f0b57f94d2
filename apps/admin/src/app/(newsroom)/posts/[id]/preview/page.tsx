import { ButtonLink } from "@quoin/ui";
import { PenLine } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { publication } from "../../../../../api.ts";
import { postOf } from "../../../../../editor/post-of.ts";
import { PageBar } from "../../../../../frame/page-bar.tsx";
import { PostPreview } from "../../../../../posts/post-preview.tsx";
import { interrupt } from "../../../../../refusal.tsx";
import { requireRole } from "../../../../../require-role.ts";

export async function generateMetadata({
  params,
}: PageProps<"/posts/[id]/preview">): Promise<Metadata> {
  const { post } = await postOf((await params).id);
  return { title: post ? `Preview: ${post.title}` : "No post to preview" };
}

/** What opens over the list, for who follows its address from elsewhere. */
export default async function PreviewPage({ params }: PageProps<"/posts/[id]/preview">) {
  await requireRole("author");
  const [{ post, refused }, { timeZone, locale }] = await Promise.all([
    postOf((await params).id),
    publication(),
  ]);
  if (refused) return interrupt(refused);
  return (
    <>
      <PageBar title="Preview">
        <ButtonLink as={Link} variant="line" href="/posts">
          Posts
        </ButtonLink>
        <ButtonLink as={Link} href={`/posts/${post.id}`}>
          <PenLine className="ic" aria-hidden />
          Edit
        </ButtonLink>
      </PageBar>
      <main id="main" className="flush" tabIndex={-1}>
        <PostPreview post={post} timeZone={timeZone} locale={locale} />
      </main>
    </>
  );
}
