import { IconButton } from "@quoin/ui/button";
import { Icon } from "@quoin/ui/icon";
import type { ReactNode } from "react";

/**
 * The bar at the head of a page: its title, then what one can do here. On a phone a button in it opens
 * the rail.
 */
export function PageBar({
  title,
  when,
  children,
}: {
  title: ReactNode;
  /** A moment in small figures before the buttons. */
  when?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <header className="ad-top">
      <IconButton className="only-sm" aria-label="Open menu" popoverTarget="rail">
        <Icon name="menu" />
      </IconButton>
      <h1>{title}</h1>
      <span className="push" />
      {when !== undefined && <span className="ad-when">{when}</span>}
      {children}
    </header>
  );
}
