import { afterEach, expect, test } from "vitest";
import { dismissToast, toast, toastStore, undoLatest } from "./toast.ts";

afterEach(() => {
  for (const { id } of toastStore.get()) dismissToast(id);
});

test("an undo stays longer, and a failure stays until it is dismissed", () => {
  toast({ message: "Saved" });
  toast({ message: "Archived", undo: { run: () => undefined } });
  toast({ message: "Not saved", tone: "bad" });
  expect(toastStore.get().map((item) => item.stays)).toEqual([6_000, 10_000, 0]);
});

test("at most three are in sight; the oldest goes", () => {
  for (const message of ["a", "b", "c", "d"]) toast({ message });
  expect(toastStore.get().map((item) => item.message)).toEqual(["b", "c", "d"]);
});

test("listeners hear of each change, and of nothing when nothing changed", () => {
  let heard = 0;
  const stop = toastStore.subscribe(() => {
    heard += 1;
  });
  const id = toast({ message: "Saved" });
  dismissToast(id);
  dismissToast(id);
  stop();
  toast({ message: "Unheard" });
  expect(heard).toBe(2);
});

test("undo takes the newest that can be undone, once", () => {
  const undone: string[] = [];
  toast({ message: "a", undo: { run: () => undone.push("a") } });
  toast({ message: "b", undo: { run: () => undone.push("b") } });
  toast({ message: "c" });
  expect(undoLatest()).toBe(true);
  expect(undoLatest()).toBe(true);
  expect(undoLatest()).toBe(false);
  expect(undone).toEqual(["b", "a"]);
});
