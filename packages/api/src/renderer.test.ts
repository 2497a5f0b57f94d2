import { expect, test } from "vitest";
import { createRenderer } from "./renderer.ts";

const long = "A paragraph of *some* length.\n\n".repeat(400);

test("a long text comes back from its thread as a short one from here", async () => {
  const renderer = createRenderer();
  try {
    const [short, other] = await Promise.all([renderer.render("*Hi*"), renderer.render(long)]);
    expect(short.html).toContain("<em>Hi</em>");
    expect(other.html).toContain("<em>some</em>");
    expect(other.wordCount).toBe(2_000);
  } finally {
    await renderer.close();
  }
});

test("many at once, and closing what was never opened", async () => {
  const renderer = createRenderer();
  const all = await Promise.all(Array.from({ length: 5 }, () => renderer.render(long)));
  expect(new Set(all.map(({ html }) => html)).size).toBe(1);
  await renderer.close();
  await createRenderer().close();
});
