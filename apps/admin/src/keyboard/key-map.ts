/**
 * What keys mean. A binding is written as people say it: `n`, `g d` (one after the other), `shift+x`,
 * `mod+k` (⌘ or Ctrl), `Escape`. Signs stand for themselves: `?`, `/`.
 */

/** The part of a keyboard event that matters here. */
export interface Stroke {
  readonly key: string;
  readonly shiftKey?: boolean;
  readonly metaKey?: boolean;
  readonly ctrlKey?: boolean;
  readonly altKey?: boolean;
}

/** One character, not the name of a key. */
const isSign = (key: string) => /^.$/su.test(key);

/** How a stroke is written in a binding; null for a modifier alone and for what the system keeps. */
export function nameOf(stroke: Stroke): string | null {
  const { key } = stroke;
  if (stroke.altKey || ["Shift", "Meta", "Control", "Alt", "Dead", "Unidentified"].includes(key))
    return null;
  const mod = stroke.metaKey || stroke.ctrlKey ? "mod+" : "";
  const single = isSign(key);
  const letter = single && key.toLowerCase() !== key.toUpperCase();
  const name = single ? (key === " " ? "Space" : key.toLowerCase()) : key;
  // Shift is part of how a sign is typed, and differs between keyboards.
  const shift = stroke.shiftKey && (letter || !single) ? "shift+" : "";
  return mod + shift + name;
}

/** True for a binding that a field needs for itself: it types something. */
export function isCharacter(binding: string): boolean {
  const first = binding.split(" ")[0] ?? "";
  if (first.startsWith("mod+")) return false;
  const name = first.replace("shift+", "");
  return isSign(name) || name === "Space";
}

export type Verdict =
  | { readonly kind: "run"; readonly binding: string }
  /** The start of a longer binding: keep these strokes and wait for the next. */
  | { readonly kind: "wait"; readonly strokes: readonly string[] }
  | { readonly kind: "none" };

/** What a stroke means after `before`, the strokes that wait. A sequence that leads nowhere is dropped. */
export function read(
  before: readonly string[],
  stroke: string,
  bindings: readonly string[],
): Verdict {
  const strokes = [...before, stroke];
  const said = strokes.join(" ");
  if (bindings.includes(said)) return { kind: "run", binding: said };
  if (bindings.some((binding) => binding.startsWith(`${said} `))) return { kind: "wait", strokes };
  // The wrong key after a prefix may be a key of its own.
  return before.length > 0 ? read([], stroke, bindings) : { kind: "none" };
}

const shown: Readonly<Record<string, string>> = {
  Escape: "Esc",
  Enter: "↵",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Space: "Space",
};

/** A binding as keycaps: `g d` is G then D, `shift+x` is ⇧X. */
export function keycaps(binding: string, mac: boolean): string[] {
  return binding.split(" ").flatMap((stroke) =>
    stroke.split(/\+(?=.)/).map((part) => {
      if (part === "mod") return mac ? "⌘" : "Ctrl";
      if (part === "shift") return "⇧";
      return shown[part] ?? part.toUpperCase();
    }),
  );
}
