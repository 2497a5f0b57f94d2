import type { ElementType, ReactNode } from "react";
import { classNames } from "./class-names.ts";

export interface TabLink {
  href: string;
  label: ReactNode;
  count?: number | string;
  current?: boolean;
}

export interface TabLinksProps {
  label: string;
  items: readonly TabLink[];
  /** The link component, such as next/link; a plain anchor unless said. */
  as?: ElementType;
  className?: string;
}

/** Tabs that are places: each has an address, so they work without script. */
export function TabLinks({ label, items, as: Link = "a", className }: TabLinksProps) {
  return (
    <nav className={classNames("tabs", className)} aria-label={label}>
      {items.map((item) => (
        <Link key={item.href} href={item.href} aria-current={item.current ? "page" : undefined}>
          {item.label}
          {item.count !== undefined && <i>{item.count}</i>}
        </Link>
      ))}
    </nav>
  );
}
