import { ApiProvider } from "@quoin/client/react";
import { answerWith } from "@quoin/server/page-status";
import { ActingBar } from "@quoin/ui";
import type { ReactNode } from "react";
import { isActing, publication, requireViewer, serverApi, webUrl } from "../../api.ts";
import { Frame } from "../../frame/frame.tsx";
import { NoAccess } from "../../frame/no-access.tsx";
import { mayActAs, placesFor } from "../../frame/places.ts";

export default async function NewsroomLayout({ children }: { children: ReactNode }) {
  const { name, role } = await requireViewer();
  const { api, HydrateClient } = await serverApi();
  const { title } = await publication();
  const acting = (await isActing()) && <ActingBar name={name} returnTo="/users" />;
  if (!mayActAs(role, "author")) {
    answerWith(403);
    return (
      <>
        <NoAccess name={name} title={title} site={webUrl()} />
        {acting}
      </>
    );
  }
  // Awaited: a figure that came between the server's page and the browser's would tear them apart.
  await Promise.all([
    api.post.counts.prefetch(),
    mayActAs(role, "editor") && api.comment.counts.prefetch(),
  ]);
  return (
    <ApiProvider url="/api/trpc">
      <HydrateClient>
        <Frame title={title} site={webUrl()} person={{ name, role }} places={placesFor(role)}>
          {children}
        </Frame>
        {acting}
      </HydrateClient>
    </ApiProvider>
  );
}
