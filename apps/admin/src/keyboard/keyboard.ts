import { isCharacter, nameOf, read } from "./key-map.ts";

/** What a binding does, and how the list of keys says it. */
export interface KeyAct {
  readonly say: string;
  readonly run: () => void;
  /** Works while somebody types, too; for chords with ⌘ or Ctrl. */
  readonly group?: string;
  /** Left out of the list of keys. */
  readonly hidden?: boolean;
}

export type KeyActs = Readonly<Record<string, KeyAct>>;

/** How long the start of a sequence waits for its end, in milliseconds. */
const PATIENCE = 1_200;
const stored = "quoin.single-keys";

let layers: readonly KeyActs[] = [];
let strokes: readonly string[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function announce() {
  for (const listener of listeners) listener();
}

/** Adds bindings until the returned function is called. The latest to come wins. */
export function addKeys(acts: KeyActs): () => void {
  layers = [...layers, acts];
  announce();
  return () => {
    layers = layers.filter((layer) => layer !== acts);
    announce();
  };
}

/** Every layer of bindings in force, earliest first; and the strokes of a sequence under way. */
export const keyStore = {
  layers: (): readonly KeyActs[] => layers,
  pending: (): readonly string[] => strokes,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** Whether single keys act. Somebody who speaks to their computer may want them not to. */
export const singleKeys = {
  on: (): boolean => {
    try {
      return localStorage.getItem(stored) !== "off";
    } catch {
      return true;
    }
  },
  set: (on: boolean): void => {
    try {
      if (on) localStorage.removeItem(stored);
      else localStorage.setItem(stored, "off");
    } catch {
      // Without storage the choice lasts as long as nothing: the default stands.
    }
    announce();
  },
};

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(target.type)));

const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("a, button, summary, input, select, label") !== null;

function wait(next: readonly string[]) {
  clearTimeout(timer);
  const changed = next.length !== strokes.length;
  strokes = next;
  if (next.length > 0) timer = setTimeout(() => wait([]), PATIENCE);
  if (changed) announce();
}

/** Runs what a key means here and now. For one listener on the document. */
export function press(event: KeyboardEvent): void {
  const name = nameOf(event);
  if (name === null || event.defaultPrevented || event.isComposing) return;
  const modal = document.querySelector("dialog[open], .menu-pop:popover-open") !== null;
  // The text of a post is a field inside a shadow root, where events look as if from its host.
  const target = event.composedPath()[0] ?? event.target;
  const field = isField(target);
  const usable = (binding: string) => {
    if (modal) return false;
    if (isCharacter(binding)) return !field && singleKeys.on();
    // These act on what has the focus.
    if (binding === "Enter" || binding === "shift+Enter") return !field && !isControl(target);
    return !field || (binding.startsWith("mod+") && binding !== "mod+a");
  };
  const bindings = layers.flatMap((layer) => Object.keys(layer)).filter(usable);
  const verdict = read(strokes, name, bindings);
  if (verdict.kind === "wait") {
    event.preventDefault();
    wait(verdict.strokes);
    return;
  }
  wait([]);
  if (verdict.kind === "none") return;
  const act = layers.findLast((layer) => Object.hasOwn(layer, verdict.binding))?.[verdict.binding];
  if (!act) return;
  event.preventDefault();
  act.run();
}
