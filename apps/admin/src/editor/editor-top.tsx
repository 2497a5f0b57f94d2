"use client";

import { Button, IconButton } from "@quoin/ui/button";
import { Icon } from "@quoin/ui/icon";
import { Menu, type MenuItem } from "@quoin/ui/menu";
import { StatusGlyph, StatusLabel } from "@quoin/ui/status";
import { Ellipsis, PanelRightClose, PanelRightOpen } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { PostStatus } from "../posts/query.ts";

/** The bar over the editor: where the post stands, and the one act that locks it up. */
export function EditorTop({
  heading,
  status,
  saved,
  count,
  checks,
  main,
  busy,
  locking,
  whyNot,
  onMain,
  items,
  panel,
  onPanel,
}: {
  heading: string;
  status: PostStatus;
  saved: ReactNode;
  /** Words and minutes. */
  count: string;
  /** How many checks pass: "3 of 5". */
  checks: string;
  main: "Publish" | "Update" | "Schedule";
  busy: boolean;
  /** True while the wedge slides shut. */
  locking: boolean;
  whyNot: string | undefined;
  onMain: () => void;
  items: readonly MenuItem[];
  panel: boolean;
  onPanel: () => void;
}) {
  return (
    <header className="ed-top">
      <Link className="iconbtn" href="/posts" aria-label="Back to posts">
        <Icon name="arrow-left" />
      </Link>
      <h1 className="vh">{heading}</h1>
      <StatusLabel status={status} />
      {saved}
      <span className="push" />
      <span className="ed-count hide-sm">{count}</span>
      <Button
        variant="lock"
        className="pubbtn"
        busy={busy}
        whyDisabled={whyNot}
        data-locking={locking ? "" : undefined}
        onClick={onMain}
      >
        <StatusGlyph status={locking || status === "published" ? "published" : "scheduled"} />
        {main}
        {main !== "Update" && (
          <span className="pub-n" aria-hidden="true">
            {checks}
          </span>
        )}
      </Button>
      <Menu label="More" trigger={<Ellipsis className="ic" aria-hidden />} items={items} />
      <IconButton
        className="hide-sm"
        aria-label="Settings panel"
        aria-expanded={panel}
        onClick={onPanel}
      >
        {panel ? (
          <PanelRightClose className="ic" aria-hidden />
        ) : (
          <PanelRightOpen className="ic" aria-hidden />
        )}
      </IconButton>
    </header>
  );
}
