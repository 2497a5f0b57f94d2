import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Ornament } from "./ornament.tsx";
import { StatusGlyph } from "./status.tsx";

export interface EmptyStateProps {
  title: ReactNode;
  /** What would be here, or what to try; one or two sentences. */
  children?: ReactNode;
  /** Buttons or links that lead on. */
  actions?: ReactNode;
  /** Small print under the actions. */
  note?: ReactNode;
  /** `page` fills a page and is its `h1`; `panel` sits inside one. */
  size?: "page" | "panel";
  /** The ornament is built from this; each kind of emptiness keeps its own. */
  seed: string;
}

/** Nothing here yet, or nothing found: designed, never blank. */
export function EmptyState({
  title,
  children,
  actions,
  note,
  size = "panel",
  seed,
}: EmptyStateProps) {
  const Title = size === "page" ? "h1" : "h3";
  return (
    <div className={classNames("empty", size === "page" ? "empty-lg" : "st")}>
      <Ornament slug={seed} shape="wide" className={size === "page" ? "empty-orn" : "st-orn"} />
      <Title>{title}</Title>
      {children !== undefined && <p>{children}</p>}
      {actions !== undefined && <div className={size === "page" ? "try" : "jacts"}>{actions}</div>}
      {note !== undefined && <small className="fine">{note}</small>}
    </div>
  );
}

export interface ErrorStateProps {
  /** What happened. */
  title: ReactNode;
  /** What still works. */
  children?: ReactNode;
  /** What to do. */
  actions?: ReactNode;
  /** Where to look in the log: the request id, a code. */
  reference?: ReactNode;
  size?: "page" | "panel";
}

/** It came loose: says what happened, what still works, what to do. */
export function ErrorState({
  title,
  children,
  actions,
  reference,
  size = "panel",
}: ErrorStateProps) {
  const Title = size === "page" ? "h1" : "h3";
  return (
    <div className={classNames("empty", size === "page" ? "empty-lg" : "st")}>
      <span className="errmark">
        <StatusGlyph status="draft" />
      </span>
      <Title>{title}</Title>
      {children !== undefined && <p>{children}</p>}
      {reference !== undefined && <pre className="trace">{reference}</pre>}
      {actions !== undefined && <div className={size === "page" ? "try" : "jacts"}>{actions}</div>}
    </div>
  );
}

/** One grey bar where a line of text will be. */
export function Skeleton({ size = "c" }: { size?: "a" | "b" | "c" | "d" }) {
  return <span className={classNames("sk", `sk-${size}`, size === "b" && "sk-s")} />;
}

/** Rows of a table on their way, at their real height. `label` is read out. */
export function SkeletonRows({ rows = 6, label = "Loading" }: { rows?: number; label?: string }) {
  return (
    <>
      <output className="vh">{label}</output>
      <table className="tbl sk-rows" aria-hidden="true">
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            <tr key={row}>
              <td className="sk-col">
                <Skeleton size="a" />
              </td>
              <td>
                <Skeleton size="b" />
              </td>
              <td className="sk-col">
                <Skeleton size="c" />
              </td>
              <td className="sk-col num">
                <Skeleton size="d" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
