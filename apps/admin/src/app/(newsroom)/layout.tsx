import { ApiProvider } from "@quoin/client/react";
import type { ReactNode } from "react";
import { requireViewer } from "../../api.ts";

export default async function NewsroomLayout({ children }: { children: ReactNode }) {
  await requireViewer("/");
  return <ApiProvider url="/api/trpc">{children}</ApiProvider>;
}
