export interface PlotPoint {
  /** The place on the axis, as it is read: "18 Nov". */
  label: string;
  value: number;
  /** The same place in the period before. */
  before?: number;
  /** What happened there, such as a post that came out. */
  event?: { label: string; href?: string };
}

/** The drawing's own units; the SVG scales to its column. */
export const frame = {
  width: 740,
  height: 218,
  left: 40,
  right: 740,
  top: 18,
  bottom: 178,
} as const;
const inset = { left: 48, right: 728 } as const;

/** A round step (1, 2, 2.5 or 5 times a power of ten) that needs at most `count` of them. */
export function niceStep(most: number, count = 4): number {
  if (!(most > 0)) return 1;
  const raw = most / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw - power * 1e-9) ?? 10;
  return Math.max(step * power, most < 1 ? 0 : 1);
}

export interface PlotScale {
  /** From 0 up to the first round figure that holds every value. */
  ticks: readonly number[];
  x: (index: number) => number;
  y: (value: number) => number;
}

/** Where the points of a plot fall. The axis starts at 0, so areas may be compared. */
export function plotScale(points: readonly PlotPoint[]): PlotScale {
  const most = Math.max(0, ...points.flatMap((point) => [point.value, point.before ?? 0]));
  // Below this the powers of ten run out of digits; such a figure is nought to any reader.
  const step = niceStep(most > 1e-9 ? most : 0);
  const steps = Math.max(1, Math.ceil(most / step - 1e-9));
  const top = steps * step;
  const span = Math.max(1, points.length - 1);
  return {
    ticks: Array.from({ length: steps + 1 }, (_, index) => index * step),
    x: (index) => inset.left + ((inset.right - inset.left) * index) / span,
    y: (value) => frame.bottom - ((frame.bottom - frame.top) * value) / top,
  };
}

const round = (value: number) => Math.round(value * 10) / 10;

/** A polyline through the points; gaps where a value is missing. */
export function linePath(points: readonly (readonly [x: number, y: number] | undefined)[]): string {
  let pen = "M";
  let path = "";
  for (const point of points) {
    if (!point) {
      pen = "M";
      continue;
    }
    path += `${pen}${round(point[0])} ${round(point[1])}`;
    pen = "L";
  }
  return path;
}

/** Which places get a label: the first, the last, and evenly between, at most `most`. */
export function labelled(count: number, most = 5): readonly number[] {
  if (count <= most) return Array.from({ length: count }, (_, index) => index);
  const last = count - 1;
  return [
    ...new Set(Array.from({ length: most }, (_, index) => Math.round((last * index) / (most - 1)))),
  ];
}
