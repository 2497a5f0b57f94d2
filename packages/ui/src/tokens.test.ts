import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const source = readFileSync(new URL("./styles/tokens.css", import.meta.url), "utf8");
const tokens = new Map(
  [...source.matchAll(/--([\w-]+): light-dark\(oklch\(([^)]+)\), oklch\(([^)]+)\)\);/gu)].map(
    ([, name = "", light = "", dark = ""]) => [name, { light, dark }],
  ),
);

/** Relative luminance of an OKLCH colour, clipped into sRGB as a screen does. */
function luminance(oklch: string): number {
  const [lightness = 0, chroma = 0, hue = 0] = oklch.split(" ").map(Number);
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(Math.max(value, 0), 1);
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(text: string, ground: string, theme: "light" | "dark"): number {
  const [one, other] = [text, ground].map((name) => {
    const token = tokens.get(name);
    if (!token) throw new Error(`no token ${name}`);
    return luminance(token[theme]);
  }) as [number, number];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

const texts = `
ink on paper, ink on stone, ink on stone-2, ink on raised, ink on mark, ink on brass-wash, ink on verdigris-wash, ink on madder-wash,
ink-2 on paper, ink-2 on stone, ink-2 on stone-2, ink-2 on raised, ink-2 on brass-wash, ink-2 on madder-wash, ink-2 on verdigris-wash,
ink-3 on paper, ink-3 on stone, ink-3 on stone-2, ink-3 on raised, ink-3 on verdigris-wash, ink-3 on brass-wash,
verdigris on paper, verdigris on stone, verdigris on stone-2, verdigris on raised, verdigris on verdigris-wash,
on-verdigris on verdigris-fill, on-verdigris on verdigris-fill-2, paper on ink, paper on ink-2,
brass-ink on paper, brass-ink on stone, brass-ink on brass-wash, brass-ink on verdigris-wash,
madder on paper, madder on stone, madder on stone-2, madder on raised, madder on madder-wash, madder on verdigris-wash, on-madder on madder-fill,
slate on paper, slate on slate-wash, slate on verdigris-wash,
syn-text on stone, syn-comment on stone, syn-keyword on stone, syn-string on stone, syn-fn on stone, syn-number on stone, syn-type on stone,
syn-text on brass-wash, syn-comment on brass-wash, syn-keyword on brass-wash, syn-string on brass-wash, syn-fn on brass-wash, syn-number on brass-wash, syn-type on brass-wash`;
const edges = `edge on paper, edge on stone, edge on raised, focus on paper, focus on stone, madder on raised, verdigris-fill on raised`;

const pairs = (list: string) =>
  list.split(",").map((pair) => pair.trim().split(" on ") as [string, string]);
const themes = ["light", "dark"] as const;

describe.each(themes)("in the %s theme", (theme) => {
  test.each(pairs(texts))("%s can be read on %s", (text, ground) => {
    expect(contrast(text, ground, theme)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(pairs(edges))("%s can be found on %s", (edge, ground) => {
    expect(contrast(edge === "focus" ? "verdigris" : edge, ground, theme)).toBeGreaterThanOrEqual(
      3,
    );
  });
});

test("the computation agrees with known contrast", () => {
  tokens.set("white", { light: "1 0 0", dark: "1 0 0" });
  tokens.set("black", { light: "0 0 0", dark: "0 0 0" });
  expect(contrast("white", "black", "light")).toBeCloseTo(21, 1);
  expect(contrast("ink", "paper", "light")).toBeCloseTo(17.12, 1);
  expect(contrast("ink-3", "paper", "dark")).toBeCloseTo(6.34, 1);
});

test("every colour that the theme names is a token", () => {
  const theme = readFileSync(new URL("./styles/theme.css", import.meta.url), "utf8");
  const named = [...theme.matchAll(/--color-[\w-]+: var\(--([\w-]+)\)/gu)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(30);
  for (const name of named) expect(source).toContain(`--${name}:`);
});
