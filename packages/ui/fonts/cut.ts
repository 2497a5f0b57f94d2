/**
 * Cuts the fonts that we serve from the fontsource packages, so that a first visit
 * carries little: the characters of most pages in one file each, accents in a second
 * that is fetched only where one occurs. Run it when a font package changes:
 *
 *   node packages/ui/fonts/cut.ts
 */
import { readFile, writeFile } from "node:fs/promises";
import subsetFont from "subset-font";

const ascii = range(0x20, 0x7e);
const latin = range(0xa1, 0xff);
/** What English prose uses beyond ASCII: spaces, dashes, quotes, the signs in headlines. */
const typographic =
  "\u00a0\u00a9\u00ab\u00ad\u00b0\u00b7\u00bb\u00d7\u2009\u200a\u2010\u2011\u2012\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2020\u2022\u2026\u202f\u2032\u2033\u2039\u203a\u20ac\u2122\u2190\u2192\u2212";
const boxes = range(0x2500, 0x257f);
const common = ascii + typographic;
const accents = latin
  .split("")
  .filter((letter) => !common.includes(letter))
  .join("");

const serif = "@fontsource-variable/source-serif-4/files/source-serif-4-latin-opsz";
const sans = "@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-wght";
const mono = "@fontsource/commit-mono/files/commit-mono-latin-400";

/** Kerning, figures that line up, marks in place. The rest of the features are never asked for. */
const features = ["kern", "liga", "ccmp", "mark", "locl", "tnum", "lnum"];
const roman = { wght: { min: 400, max: 700 }, opsz: { min: 20, max: 60 } };
const weights = { wght: { min: 400, max: 700 } };
const italic = { wght: 400, opsz: 20 };

const cuts = [
  { name: "serif", from: `${serif}-normal`, text: common, axes: roman },
  { name: "serif-accents", from: `${serif}-normal`, text: accents, axes: roman },
  { name: "serif-italic", from: `${serif}-italic`, text: common, axes: italic },
  { name: "serif-italic-accents", from: `${serif}-italic`, text: accents, axes: italic },
  { name: "sans", from: `${sans}-normal`, text: common, axes: weights },
  { name: "sans-accents", from: `${sans}-normal`, text: accents, axes: weights },
  { name: "mono", from: `${mono}-normal`, text: common, axes: {} },
  { name: "mono-accents", from: `${mono}-normal`, text: accents + boxes, axes: {} },
];

for (const { name, from, text, axes } of cuts) {
  const source = await readFile(new URL(import.meta.resolve(`${from}.woff2`)));
  const cut = await subsetFont(source, text, {
    targetFormat: "sfnt",
    keepFeatures: features,
    noHinting: true,
    variationAxes: axes,
  });
  rename(cut);
  const packed = await subsetFont(cut, undefined, { targetFormat: "woff2", keepAllGlyphs: true });
  await writeFile(new URL(`../src/fonts/${name}.woff2`, import.meta.url), packed);
  process.stdout.write(`${name}.woff2 ${packed.length}\n`);
}

function range(from: number, to: number): string {
  return Array.from({ length: to - from + 1 }, (_, index) =>
    String.fromCodePoint(from + index),
  ).join("");
}

/**
 * "Source" is a reserved font name: a changed font must not bear it. "Quoins" is as long,
 * so it goes over it in place. The copyright line keeps saying whose work this is.
 */
function rename(font: Buffer): void {
  const tables = font.readUInt16BE(4);
  for (let table = 0; table < tables; table += 1) {
    const entry = 12 + table * 16;
    if (font.toString("latin1", entry, entry + 4) !== "name") continue;
    const start = font.readUInt32BE(entry + 8);
    const strings = start + font.readUInt16BE(start + 4);
    for (let record = 0; record < font.readUInt16BE(start + 2); record += 1) {
      const at = start + 6 + record * 12;
      const copyright = font.readUInt16BE(at + 6) === 0;
      if (copyright) continue;
      const from = strings + font.readUInt16BE(at + 10);
      const text = font.subarray(from, from + font.readUInt16BE(at + 8));
      for (const encoding of ["latin1", "utf16le"] as const) {
        const old = bytes("Source", encoding);
        for (let found = text.indexOf(old); found >= 0; found = text.indexOf(old)) {
          bytes("Quoins", encoding).copy(text, found);
        }
      }
    }
  }
}

/** Fonts write UTF-16 with the high byte first. */
function bytes(text: string, encoding: "latin1" | "utf16le"): Buffer {
  const encoded = Buffer.from(text, encoding);
  return encoding === "utf16le" ? encoded.swap16() : encoded;
}
