"use client";

import type { PointerEvent, ReactNode } from "react";
import { useState } from "react";
import { formatFigure, type FigureFormat, Plot, PlotTable, type PlotNames } from "./plot.tsx";
import { frame, type PlotPoint, plotScale } from "./plot-scale.ts";
import { StatusGlyph } from "./status.tsx";

export interface PlotFigureProps {
  label: string;
  points: readonly PlotPoint[];
  names: PlotNames;
  format?: FigureFormat;
  /** Shown instead of the drawing when there is nothing to plot. */
  empty?: ReactNode;
}

/**
 * A plot that can be read point by point, by pointer or with the arrow keys, with its
 * table behind a fold. It opens on the last point, which is what people come to see.
 */
export function PlotFigure({ label, points, names, format, empty }: PlotFigureProps) {
  const [chosen, setChosen] = useState<number>();
  const last = points.length - 1;
  const active = Math.min(chosen ?? last, last);
  const point = points[active];
  if (!point) return <>{empty}</>;

  function follow(event: PointerEvent<HTMLInputElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    const at = ((event.clientX - box.left) / box.width) * frame.width;
    const { x } = plotScale(points);
    const nearest = points.reduce(
      (best, _, index) => (Math.abs(x(index) - at) < Math.abs(x(best) - at) ? index : best),
      0,
    );
    setChosen(nearest);
  }

  const said = [
    point.label,
    `${names.value} ${formatFigure(point.value, format)}`,
    point.before === undefined
      ? ""
      : `${names.before ?? "Before"} ${formatFigure(point.before, format)}`,
    point.event?.label ?? "",
  ];
  return (
    <figure>
      <p className="readout">
        <b>{point.label}</b>
        <span>
          {names.value} <em>{formatFigure(point.value, format)}</em>
        </span>
        {point.before !== undefined && (
          <span>
            {names.before ?? "Before"} <em>{formatFigure(point.before, format)}</em>
          </span>
        )}
        {point.event && (
          <span className="ev">
            <StatusGlyph status="published" />
            {point.event.href === undefined ? (
              <span className="serif">{point.event.label}</span>
            ) : (
              <a className="serif" href={point.event.href}>
                {point.event.label}
              </a>
            )}
          </span>
        )}
      </p>
      <div className="plot">
        <Plot label={label} points={points} active={active} {...(format && { format })} />
        <input
          type="range"
          className="plot-range"
          min={0}
          max={last}
          value={active}
          aria-label={`${label}: read the points`}
          aria-valuetext={said.filter(Boolean).join(", ")}
          onChange={(event) => setChosen(event.target.valueAsNumber)}
          onPointerMove={follow}
        />
      </div>
      <details className="plot-data">
        <summary>Show as a table</summary>
        <PlotTable caption={label} points={points} names={names} {...(format && { format })} />
      </details>
    </figure>
  );
}
