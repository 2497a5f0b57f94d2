import { afterEach, expect, test, vi } from "vitest";
import { emptyDraft } from "./draft.ts";
import { keeperOf } from "./keep.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

test("storage that never answers stops nobody from writing", async () => {
  const refuses = () => {
    throw new Error("full");
  };
  vi.stubGlobal("localStorage", { length: 0, setItem: refuses, removeItem: () => {} });
  vi.stubGlobal("indexedDB", { open: () => new EventTarget() });
  vi.stubGlobal("IDBKeyRange", { bound: () => null });
  const keeper = keeperOf("ada", 50);
  expect(await keeper.find("new")).toBeNull();
  expect(await keeper.write("new", { version: 0, at: 1, draft: emptyDraft })).toBe(false);
  await keeper.drop("new");
});

test("a copy that was not found in time is still there", async () => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    get length() {
      return kept.size;
    },
    key: (index: number) => [...kept.keys()][index] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => kept.set(key, text),
    removeItem: (key: string) => kept.delete(key),
  });
  const keeper = keeperOf("grace", 50);
  const draft = { ...emptyDraft, title: "Kept" };
  await keeper.write("new", { version: 0, at: 1, draft });
  vi.stubGlobal("indexedDB", { open: () => new EventTarget() });
  vi.stubGlobal("IDBKeyRange", { bound: () => null });
  expect(await keeper.find("new")).toBeNull();
  await keeper.drop("new");
  vi.unstubAllGlobals();
  expect([...kept.values()].join()).toContain("Kept");
});
