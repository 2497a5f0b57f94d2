import { expect, test } from "vitest";
import { createSteps, seconds } from "./steps.mjs";

function pipe() {
  let text = "";
  return { write: (chunk: string) => (text += chunk), text: () => text };
}

test.each([
  [0, "0.0 s"],
  [940, "0.9 s"],
  [61_250, "61.3 s"],
  [99_940, "99.9 s"],
  [125_000, "2 min 5 s"],
  [179_700, "3 min 0 s"],
])("%d ms read as %s", (milliseconds, text) => {
  expect(seconds(milliseconds)).toBe(text);
});

test("a pipe sees the title at once and the time when it is done", async () => {
  const screen = pipe();
  const answer = await createSteps(screen).step("Installing", () => {
    expect(screen.text()).toBe("  Installing …");
    return 7;
  });
  expect(answer).toBe(7);
  expect(screen.text()).toMatch(/^ {2}Installing … \d+\.\d s\n$/);
});

test("a note in the middle gets a line of its own", async () => {
  const screen = pipe();
  const steps = createSteps(screen);
  await steps.step("Building", (detail) => {
    steps.note("waiting");
    detail("reused");
  });
  expect(screen.text().split("\n")).toEqual([
    "  Building …",
    "  waiting",
    expect.stringMatching(/^ {2}Building … \d+\.\d s \(reused\)$/),
    "",
  ]);
});

test("a failed step says so and passes its error on", async () => {
  const screen = pipe();
  const failing = createSteps(screen).step("Building", () => Promise.reject(new Error("no")));
  await expect(failing).rejects.toThrow("no");
  expect(screen.text()).toBe("  Building … failed\n");
});

test("a terminal ends with one line a step", async () => {
  const screen = { ...pipe(), isTTY: true, columns: 40 };
  await createSteps(screen).step("Installing", () => {});
  const lines = screen.text().split("\r\u001b[2K");
  expect(lines.at(-1)).toMatch(/^ {2}Installing .*\d+\.\d s/);
  expect(screen.text().match(/\n/g)).toHaveLength(1);
});
