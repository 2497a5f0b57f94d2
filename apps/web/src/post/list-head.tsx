import type { ReactNode } from "react";

/** The head of a list of posts: what it is, how much of it, and a word about it. */
export function ListHead({
  kind,
  title,
  count,
  feed,
  children,
}: {
  /** What kind of list: "Section", "Tag". */
  kind: string;
  title: string;
  count: number;
  /** The address of the list's own feed. */
  feed?: string;
  children?: ReactNode;
}) {
  return (
    <header className="list-head">
      <p className="kicker">{kind}</p>
      <h1>{title}</h1>
      {children && <p className="dek">{children}</p>}
      <p className="meta">
        <span>{count === 1 ? "1 post" : `${count.toLocaleString("en")} posts`}</span>
        {feed && (
          <a className="cat" href={feed}>
            Follow by feed
          </a>
        )}
      </p>
    </header>
  );
}
