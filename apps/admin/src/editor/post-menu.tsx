import type { MenuItem } from "@quoin/ui/menu";
import { Archive, ExternalLink, Trash2, Undo2 } from "lucide-react";
import type { Act } from "../posts/acts.ts";
import type { MainAct } from "./lock-up.ts";
import type { Session } from "./session.ts";

/** What else can be done with the post that is open, besides the act of the button. */
export function menuOf({
  session,
  main,
  site,
  onPublish,
  onAct,
}: {
  session: Session;
  main: MainAct;
  site: string;
  onPublish: () => void;
  onAct: (act: Act) => void;
}): MenuItem[] {
  const { id, status } = session;
  const isOut = status === "published";
  return [
    ...(isOut
      ? [
          {
            id: "view",
            label: "View on the site",
            icon: <ExternalLink className="ic" aria-hidden />,
            href: `${site}/posts/${session.saved.slug}`,
          },
        ]
      : []),
    ...(main === "Schedule"
      ? [{ id: "now", label: "Publish now", onSelect: () => onPublish() }]
      : []),
    {
      id: "unpublish",
      label: isOut ? "Unpublish" : "Back to drafts",
      icon: <Undo2 className="ic" aria-hidden />,
      disabled: id === null || status === "draft",
      onSelect: () => onAct("unpublish"),
    },
    {
      id: "archive",
      label: "Archive",
      icon: <Archive className="ic" aria-hidden />,
      disabled: id === null || status === "archived",
      onSelect: () => onAct("archive"),
    },
    {
      id: "delete",
      label: isOut ? "Delete (archive it first)" : "Delete",
      icon: <Trash2 className="ic" aria-hidden />,
      danger: true,
      divided: true,
      disabled: id === null || isOut,
      onSelect: () => onAct("delete"),
    },
  ];
}
