import type { ElementType, ReactNode } from "react";
import { buttonClass } from "./button.tsx";
import { Icon } from "./icon.tsx";

export interface PagerProps {
  /** Address of the newer page; absent on the newest. */
  newer?: string | undefined;
  /** Address of the older page; absent on the oldest. */
  older?: string | undefined;
  /** What this page holds, in dates and never in page numbers: "20 to 6 November". */
  range?: ReactNode;
  newerLabel?: ReactNode;
  olderLabel?: ReactNode;
  /** The link component, such as next/link; a plain anchor unless said. */
  as?: ElementType;
  /** `newsroom` puts both buttons at the right and the range at the left. */
  look?: "reader" | "newsroom";
}

/** Newer and older. A list pages by cursor, so there are no numbers to show. */
export function Pager({
  newer,
  older,
  range,
  newerLabel = "Newer",
  olderLabel = "Older",
  as: Link = "a",
  look = "reader",
}: PagerProps) {
  const back = (
    <Step href={newer} rel="prev" as={Link}>
      <Icon name="arrow-left" />
      {newerLabel}
    </Step>
  );
  const on = (
    <Step href={older} rel="next" as={Link}>
      {olderLabel}
      <Icon name="arrow-right" />
    </Step>
  );
  if (look === "newsroom") {
    return (
      <nav className="kpager" aria-label="Pages">
        <span>{range}</span>
        <span className="push" />
        {back}
        {on}
      </nav>
    );
  }
  return (
    <nav className="pager" aria-label="Pages">
      {back}
      <span className="pager-say">{range}</span>
      {on}
    </nav>
  );
}

function Step({
  href,
  rel,
  as: Link,
  children,
}: {
  href: string | undefined;
  rel: string;
  as: ElementType;
  children: ReactNode;
}) {
  const className = buttonClass({ variant: "line" });
  if (href === undefined) {
    return (
      <span className={className} aria-disabled="true">
        {children}
      </span>
    );
  }
  return (
    <Link className={className} href={href} rel={rel}>
      {children}
    </Link>
  );
}
