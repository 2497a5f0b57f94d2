import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { PlotFigure } from "./plot-figure.tsx";
import { frame, labelled, linePath, niceStep, plotScale } from "./plot-scale.ts";
import { Plot, type PlotPoint, PlotTable } from "./plot.tsx";
import { SparkBars, Sparkline } from "./sparkline.tsx";
import { Delta, Stat } from "./stat.tsx";

const points: PlotPoint[] = [
  { label: "17 Nov", value: 1660, before: 1400 },
  { label: "18 Nov", value: 2690, before: 1560, event: { label: "How to wax a drawer runner" } },
  { label: "19 Nov", value: 0 },
];
const names = { place: "Day", value: "Views", before: "Before", event: "Post published" };
const html = renderToStaticMarkup;
const text = (markup: string) => markup.replace(/<[^>]+>/gu, " ");

test("the table holds every figure of the plot", () => {
  const table = html(<PlotTable caption="Views per day" points={points} names={names} />);
  expect(table).toContain("<caption");
  expect(table).toContain('<th scope="row">18 Nov</th>');
  for (const figure of ["1,660", "1,400", "2,690", "1,560", "How to wax a drawer runner"]) {
    expect(text(table)).toContain(figure);
  }
});

test("the table leaves out columns that would be empty", () => {
  const table = html(<PlotTable caption="x" points={[{ label: "1", value: 2 }]} names={names} />);
  expect(text(table)).not.toContain("Before");
  expect(text(table)).not.toContain("Post published");
});

test("the figure opens on its last point, says it in words, and carries its table", () => {
  const markup = html(<PlotFigure label="Views per day" points={points} names={names} />);
  expect(markup).toContain('aria-valuetext="19 Nov, Views 0"');
  expect(markup).toContain("<details");
  expect(markup).toContain("<table");
});

test("a figure without points shows what it was given instead", () => {
  expect(html(<PlotFigure label="x" points={[]} names={names} empty={<p>Nothing yet</p>} />)).toBe(
    "<p>Nothing yet</p>",
  );
});

test("a plot is an image with a name", () => {
  expect(html(<Plot label="Views per day" points={points} />)).toMatch(
    /role="img" aria-label="Views per day"/u,
  );
});

test("one point and no point draw without a line", () => {
  expect(html(<Plot label="x" points={[{ label: "1", value: 3 }]} />)).not.toContain("NaN");
  expect(html(<Plot label="x" points={[]} />)).not.toContain("NaN");
});

test("any figures fall inside the frame, on an axis that starts at nought", () => {
  const value = fc.double({ min: 0, max: 1e12, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), (values) => {
      const { ticks, x, y } = plotScale(
        values.map((one, index) => ({ label: String(index), value: one })),
      );
      expect(ticks[0]).toBe(0);
      expect(ticks.length).toBeLessThanOrEqual(6);
      values.forEach((one, index) => {
        expect(y(one)).toBeGreaterThanOrEqual(frame.top - 0.001);
        expect(y(one)).toBeLessThanOrEqual(frame.bottom);
        expect(x(index)).toBeGreaterThanOrEqual(frame.left);
        expect(x(index)).toBeLessThanOrEqual(frame.right);
      });
    }),
  );
});

test.each([
  [0, 1],
  [3, 1],
  [4, 1],
  [5, 2],
  [10, 2.5],
  [2690, 1000],
  [48_910, 20_000],
])("a most of %d steps by %d", (most, step) => {
  expect(niceStep(most)).toBe(step);
});

test("a missing value leaves a gap in the line", () => {
  expect(linePath([[0, 1], [1, 2], undefined, [3, 4], [4, 5]])).toBe("M0 1L1 2M3 4L4 5");
});

test("labels never crowd", () => {
  expect(labelled(3)).toEqual([0, 1, 2]);
  expect(labelled(28)).toEqual([0, 7, 14, 20, 27]);
});

test("sparklines survive flat, single and no values", () => {
  for (const values of [[], [1], [2, 2, 2], [0, 5]]) {
    expect(html(<Sparkline values={values} />)).not.toMatch(/NaN|Infinity/u);
    expect(html(<SparkBars values={values} />)).not.toMatch(/NaN|Infinity/u);
  }
});

test("a change keeps its sign and arrow, and the colour knows what is better", () => {
  const fewer = html(<Delta change="−12" direction="down" better="down" against="on last week" />);
  expect(text(fewer)).toContain("−12");
  expect(fewer).toContain('class="delta up"');
  expect(
    html(<Stat label="Jobs" value="3" delta={<Delta change="0" direction="flat" />} />),
  ).not.toContain("delta up");
});
