import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import { Sparkline } from "./sparkline.tsx";

export interface DeltaProps {
  /** The change as written, sign included: "+21%", "−2 pts". */
  change: string;
  direction: "up" | "down" | "flat";
  /** Compared with what: "on the 28 days before". */
  against?: ReactNode;
  /** Whether up is good; it is unless said. Colour only agrees with sign and arrow. */
  better?: "up" | "down";
}

/** A change, with its sign, its arrow and what it is measured against. */
export function Delta({ change, direction, against, better = "up" }: DeltaProps) {
  const look = direction !== "flat" && (direction === better ? "up" : "down");
  return (
    <span className={classNames("delta", look)}>
      {direction !== "flat" && <Icon name={direction === "up" ? "trend-up" : "trend-down"} />}
      {change}
      {against !== undefined && <i>{against}</i>}
    </span>
  );
}

export interface StatProps {
  label: ReactNode;
  value: ReactNode;
  delta?: ReactNode;
  /** The figures that led here, oldest first. */
  trend?: readonly number[];
  tone?: "verdigris" | "quiet";
}

/** One figure of a row of figures, never without what to compare it with. */
export function Stat({ label, value, delta, trend, tone = "verdigris" }: StatProps) {
  return (
    <div className="stat">
      <h2>{label}</h2>
      <p>
        <b>{value}</b>
        {trend && <Sparkline values={trend} tone={tone} />}
      </p>
      {delta}
    </div>
  );
}
