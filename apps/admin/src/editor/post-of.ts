import "server-only";

import { door } from "@quoin/api/door";
import type { Outputs } from "@quoin/client";
import { cache } from "react";
import { requireViewer, serverApi } from "../api.ts";

/** A post as its editor needs it, or the status that says why somebody may not have it. */
type Found =
  | { readonly post: Outputs["post"]["byId"]; readonly refused: null }
  | { readonly post: null; readonly refused: 403 | 404 };

/** The post for whoever asked for this page; read once for its layout, its title and itself. */
export const postOf = cache(async (id: string): Promise<Found> => {
  await requireViewer();
  const { api } = await serverApi();
  try {
    return { post: await api.post.byId({ id }), refused: null };
  } catch (error) {
    const { code } = door().toAppError(error);
    if (code === "not_found" || code === "validation") return { post: null, refused: 404 };
    if (code === "not_allowed") return { post: null, refused: 403 };
    throw error;
  }
});
