import fc from "fast-check";

const half = fc.integer({ min: 0, max: 0xffff });

/** Any text that JavaScript can hold: control characters, halves of characters, and ordinary words. */
export const anyText = fc.oneof(
  fc.string(),
  fc.array(half, { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
);
