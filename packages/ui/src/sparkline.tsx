import { classNames } from "./class-names.ts";
import { linePath } from "./plot-scale.ts";

export interface SparklineProps {
  values: readonly number[];
  /** `quiet` for a figure that is neither good nor bad. */
  tone?: "verdigris" | "quiet";
  className?: string;
}

const size = { width: 72, height: 18, pad: 1.5 } as const;

/** A line the size of a word. It repeats figures that stand beside it, so it is hidden from screen readers. */
export function Sparkline({ values, tone = "verdigris", className }: SparklineProps) {
  const low = Math.min(...values);
  const span = Math.max(...values) - low;
  const room = size.height - size.pad * 2;
  const points = values.map((value, index) => {
    const x = values.length > 1 ? (size.width * index) / (values.length - 1) : size.width;
    const share = span > 0 ? (value - low) / span : 0.5;
    return [x, size.pad + room * (1 - share)] as const;
  });
  return (
    <svg
      className={classNames("spark", tone === "quiet" && "spark-quiet", className)}
      viewBox={`0 0 ${size.width} ${size.height}`}
      aria-hidden="true"
    >
      {points.length > 1 && <path d={linePath(points)} />}
    </svg>
  );
}

export interface SparkBarsProps {
  values: readonly number[];
  /** Which bar is at hand; the last unless said. */
  active?: number;
}

/** A strip of slanted bars, such as the sizes of a post's revisions. Decorative. */
export function SparkBars({ values, active = values.length - 1 }: SparkBarsProps) {
  const most = Math.max(1, ...values);
  return (
    <span className="rev-t" aria-hidden="true">
      <svg viewBox={`0 0 ${Math.max(1, values.length * 6 - 2)} 16`}>
        {values.map((value, index) => {
          const x = index * 6;
          const y = Math.round((16 - Math.max(4, (16 * value) / most)) * 10) / 10;
          return (
            <polygon
              key={x}
              className={index === active ? "on" : undefined}
              points={`${x},${y + 3} ${x + 4},${y} ${x + 4},16 ${x},16`}
            />
          );
        })}
      </svg>
    </span>
  );
}
