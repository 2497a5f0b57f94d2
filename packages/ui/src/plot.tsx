import { frame, labelled, linePath, type PlotPoint, plotScale } from "./plot-scale.ts";

export type { PlotPoint } from "./plot-scale.ts";

/** How figures are written. Plain data, so that a server component may pass it on. */
export interface FigureFormat extends Intl.NumberFormatOptions {
  locale?: string;
}

/** Writes a figure the way a plot and its table do. */
export function formatFigure(
  value: number,
  { locale = "en-GB", ...options }: FigureFormat = {},
): string {
  return new Intl.NumberFormat(locale, options).format(value);
}

export interface PlotProps {
  /** What is plotted, over which time, against what: the drawing's text alternative. */
  label: string;
  points: readonly PlotPoint[];
  format?: FigureFormat;
  /** The place that is marked. */
  active?: number | undefined;
}

/**
 * A line over an area, with the period before as a dashed line and wedges at the foot
 * where something happened. Only the drawing; `PlotFigure` adds readout and table.
 */
export function Plot({ label, points, format, active }: PlotProps) {
  const { ticks, x, y } = plotScale(points);
  const now = linePath(points.map((point, index) => [x(index), y(point.value)]));
  const before = linePath(
    points.map((point, index) =>
      point.before === undefined ? undefined : [x(index), y(point.before)],
    ),
  );
  const marked = active === undefined ? undefined : points[active];
  const last = points.length - 1;
  return (
    <svg viewBox={`0 0 ${frame.width} ${frame.height}`} role="img" aria-label={label}>
      {ticks.map((tick) => (
        <g key={tick}>
          <path className="plot-rule" d={`M${frame.left} ${y(tick)}H${frame.right}`} />
          <text x={frame.left - 8} y={y(tick) + 4} textAnchor="end" className="svg-a">
            {formatFigure(tick, { ...format, notation: "compact" }).toLocaleLowerCase()}
          </text>
        </g>
      ))}
      {points.length > 1 && (
        <>
          <path
            className="plot-area"
            d={`${now}L${x(last)} ${frame.bottom}L${x(0)} ${frame.bottom}Z`}
          />
          {before && <path className="plot-before" d={before} />}
          <path className="plot-now" d={now} />
        </>
      )}
      {marked && active !== undefined && (
        <>
          <path className="plot-cursor" d={`M${x(active)} ${frame.bottom}V${y(marked.value)}`} />
          <circle className="plot-dot" cx={x(active)} cy={y(marked.value)} r="4" />
        </>
      )}
      {points.map(
        (point, index) =>
          point.event && (
            <polygon
              key={point.label}
              className={index === active ? "plot-event is-on" : "plot-event"}
              points={`${x(index) - 6},191 ${x(index) + 6},183 ${x(index) + 6},193 ${x(index) - 6},193`}
            />
          ),
      )}
      {labelled(points.length).map((index) => (
        <text
          key={index}
          x={x(index)}
          y="212"
          textAnchor={index === 0 ? "start" : index === last ? "end" : "middle"}
          className="svg-a"
        >
          {points[index]?.label}
        </text>
      ))}
    </svg>
  );
}

export interface PlotTableProps {
  /** Says what the table holds, as its caption. */
  caption: string;
  points: readonly PlotPoint[];
  /** Heads of the columns. */
  names: PlotNames;
  format?: FigureFormat;
}

export interface PlotNames {
  /** Of the axis: "Day". */
  place: string;
  /** Of the line: "Views". */
  value: string;
  /** Of the dashed line: "Before". */
  before?: string;
  /** Of the wedges: "Post published". */
  event?: string;
}

/** The same figures as a table, for those who do not see the drawing or want the numbers. */
export function PlotTable({ caption, points, names, format }: PlotTableProps) {
  const compared = points.some((point) => point.before !== undefined);
  const eventful = points.some((point) => point.event);
  return (
    <table className="tbl">
      <caption className="vh">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{names.place}</th>
          <th scope="col" className="num">
            {names.value}
          </th>
          {compared && (
            <th scope="col" className="num">
              {names.before ?? "Before"}
            </th>
          )}
          {eventful && <th scope="col">{names.event ?? "Event"}</th>}
        </tr>
      </thead>
      <tbody>
        {points.map((point) => (
          <tr key={point.label}>
            <th scope="row">{point.label}</th>
            <td className="num">{formatFigure(point.value, format)}</td>
            {compared && (
              <td className="num">
                {point.before === undefined ? "–" : formatFigure(point.before, format)}
              </td>
            )}
            {eventful && <td>{point.event?.label}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
