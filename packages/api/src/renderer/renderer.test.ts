import { expect, onTestFinished, test } from "vitest";
import { createRenderer } from "./renderer.ts";

const long = "A paragraph of *some* length.\n\n".repeat(400);

function opened(options?: Parameters<typeof createRenderer>[0]) {
  const renderer = createRenderer(options);
  onTestFinished(() => renderer.close());
  return renderer;
}

test("a long text comes back from its process as a short one from here", async () => {
  const renderer = opened();
  const [short, other] = await Promise.all([
    renderer.render("*Hi*", "ann"),
    renderer.render(long, "ann"),
  ]);
  expect(short.html).toContain("<em>Hi</em>");
  expect(other.html).toContain("<em>some</em>");
  expect(other.wordCount).toBe(2_000);
});

test("many at once, and closing what was never opened", async () => {
  const renderer = opened();
  const all = await Promise.all(Array.from({ length: 5 }, () => renderer.render(long, "ann")));
  expect(new Set(all.map(({ html }) => html)).size).toBe(1);
  await renderer.close();
  expect((await renderer.render(long, "ann")).wordCount).toBe(2_000);
  await createRenderer().close();
});

test("after a very long text the process starts anew, unseen by whoever comes next", async () => {
  const renderer = opened();
  const texts = ["A word. ".repeat(40_000), long, "A word. ".repeat(40_000)];
  const all = await Promise.all(texts.map((text) => renderer.render(text, "ann")));
  expect(all.map(({ wordCount }) => wordCount)).toEqual([80_000, 2_000, 80_000]);
});

test("one writer's many texts are not before another's first", async () => {
  const renderer = opened();
  const done: string[] = [];
  const render = async (writer: string) => {
    await renderer.render(long, writer);
    done.push(writer);
  };
  await Promise.all(["ann", "ann", "ann", "ann", "ben"].map(render));
  expect(done).toEqual(["ann", "ann", "ben", "ann", "ann"]);
});

test("a text out of time is refused, and the next one rendered", async () => {
  const renderer = opened({ deadlineMs: 1 });
  const inTime = opened();
  await expect(renderer.render(long, "ann")).rejects.toMatchObject({
    code: "validation",
    details: [{ field: "body" }],
  });
  await expect(renderer.render(long, "ann")).rejects.toMatchObject({ code: "validation" });
  expect((await inTime.render(long, "ann")).wordCount).toBe(2_000);
});
