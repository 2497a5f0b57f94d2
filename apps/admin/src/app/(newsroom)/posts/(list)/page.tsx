import { ButtonLink, Kbd } from "@quoin/ui";
import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { publication, serverApi, webUrl } from "../../../../api.ts";
import { Hints } from "../../../../frame/hints.tsx";
import { PageBar } from "../../../../frame/page-bar.tsx";
import { mayActAs } from "../../../../frame/places.ts";
import { PostsDesk } from "../../../../posts/posts-desk.tsx";
import { manageInput, readQuery } from "../../../../posts/query.ts";
import { requireRole } from "../../../../require-role.ts";

export const metadata: Metadata = { title: "Posts" };

export default async function PostsPage({ searchParams }: PageProps<"/posts">) {
  const { role } = await requireRole("author");
  const query = readQuery(await searchParams);
  const { api, HydrateClient } = await serverApi();
  const [{ timeZone, locale }] = await Promise.all([
    publication(),
    api.post.manage.prefetch(manageInput(query)),
    api.post.counts.prefetch(),
    api.category.list.prefetch({}),
  ]);
  return (
    <HydrateClient>
      <PageBar title="Posts">
        <ButtonLink as={Link} href="/posts/new">
          <Plus className="ic" aria-hidden />
          New post <Kbd>N</Kbd>
        </ButtonLink>
      </PageBar>
      <main id="main" className="flush" tabIndex={-1}>
        <PostsDesk
          query={query}
          calendar={{ timeZone, locale, now: new Date() }}
          site={webUrl()}
          seesAll={mayActAs(role, "editor")}
        />
      </main>
      <Hints
        of={[
          [["j", "k"], "move"],
          [["x"], "select"],
          [["shift+x"], "select range"],
          [["p"], "preview"],
          [["Enter"], "open"],
          [["/"], "filter"],
        ]}
      />
    </HydrateClient>
  );
}
