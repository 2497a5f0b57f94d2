import fc from "fast-check";
import { expect, test } from "vitest";
import { linesOf } from "./lines.ts";

const streamOf = (bytes: Uint8Array, size: number) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size)
        controller.enqueue(bytes.subarray(at, at + size));
      controller.close();
    },
  });

async function linesIn(bytes: Uint8Array, size: number): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of linesOf(streamOf(bytes, size))) lines.push(line);
  return lines;
}

test("lines come whole, wherever the stream is cut", async () => {
  const line = fc
    .string({ unit: "grapheme" })
    .map((text) => text.toWellFormed().replace(/\n/g, ""));
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.integer({ min: 1, max: 9 }), async (lines, size) => {
      const text = lines.map((one) => `${one}\n`).join("");
      expect(await linesIn(new TextEncoder().encode(text), size)).toEqual(lines);
    }),
  );
});

test("a last line needs no end, and no stream has none", async () => {
  const lines = (text: string) => linesIn(new TextEncoder().encode(text), 3);
  expect(await lines("one\ntwo")).toEqual(["one", "two"]);
  expect(await lines("")).toEqual([]);
});
