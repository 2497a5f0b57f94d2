import { expect, test } from "vitest";
import { isCharacter, keycaps, nameOf, read } from "./key-map.ts";

test("a letter, its capital, and a sign are named as bindings write them", () => {
  expect(nameOf({ key: "n" })).toBe("n");
  expect(nameOf({ key: "X", shiftKey: true })).toBe("shift+x");
  expect(nameOf({ key: "?", shiftKey: true })).toBe("?");
  expect(nameOf({ key: "k", metaKey: true })).toBe("mod+k");
  expect(nameOf({ key: "P", ctrlKey: true, shiftKey: true })).toBe("mod+shift+p");
  expect(nameOf({ key: "Enter", shiftKey: true })).toBe("shift+Enter");
  expect(nameOf({ key: " " })).toBe("Space");
});

test("modifiers alone, dead keys and Alt belong to the system", () => {
  expect(nameOf({ key: "Shift", shiftKey: true })).toBeNull();
  expect(nameOf({ key: "Dead" })).toBeNull();
  expect(nameOf({ key: "p", altKey: true })).toBeNull();
});

test("a capital by Caps Lock is the letter", () => {
  expect(nameOf({ key: "N" })).toBe("n");
});

test("G then a letter goes somewhere; the wrong letter is a key of its own", () => {
  const bindings = ["g p", "g d", "n", "?"];
  const waiting = read([], "g", bindings);
  expect(waiting).toEqual({ kind: "wait", strokes: ["g"] });
  expect(read(["g"], "p", bindings)).toEqual({ kind: "run", binding: "g p" });
  expect(read(["g"], "n", bindings)).toEqual({ kind: "run", binding: "n" });
  expect(read(["g"], "z", bindings)).toEqual({ kind: "none" });
  expect(read(["g"], "g", bindings)).toEqual({ kind: "wait", strokes: ["g"] });
});

test("only what types something is kept from fields", () => {
  expect(isCharacter("n")).toBe(true);
  expect(isCharacter("g d")).toBe(true);
  expect(isCharacter("shift+x")).toBe(true);
  expect(isCharacter("Space")).toBe(true);
  expect(isCharacter("mod+k")).toBe(false);
  expect(isCharacter("Escape")).toBe(false);
});

test("keycaps follow the keyboard", () => {
  expect(keycaps("g d", false)).toEqual(["G", "D"]);
  expect(keycaps("mod+shift+p", true)).toEqual(["⌘", "⇧", "P"]);
  expect(keycaps("mod+k", false)).toEqual(["Ctrl", "K"]);
  expect(keycaps("Escape", false)).toEqual(["Esc"]);
});
