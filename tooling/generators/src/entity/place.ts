import { Refusal } from "../refusal.ts";
import { addEntry, addImport } from "../source.ts";
import type { Tree } from "../tree.ts";
import { type Noun, sentenceCase } from "../words.ts";

const places = "apps/admin/src/frame/places.ts";
const icons = "apps/admin/src/frame/place-icon.tsx";

/** Puts a page into the newsroom's rail and palette, under a key of its own, after the other desks. */
export function addPlace(tree: Tree, { many }: Noun): void {
  const icon = many.camel;
  tree.edit(places, (text) => {
    const key = freeKey(text, many.kebab);
    const entry = `{ href: "/${many.kebab}", name: "${sentenceCase(many.spoken)}", key: "${key}", icon: "${icon}", group: "desk", role: "editor" },`;
    return addIconName(addToDesk(text, entry), icon);
  });
  tree.edit(icons, (text) =>
    addEntry(
      addImport(text, "lucide-react", ["Layers"]),
      "const icons: Record<Name, LucideIcon> = {",
      `${icon}: Layers,`,
      { sorted: false },
    ),
  );
}

/** A letter that leads nowhere yet: one of the name's own when there is one. */
export function freeKey(source: string, name: string): string {
  const used = new Set([...source.matchAll(/\bkey: "(.)"/g)].map(([, key]) => key));
  const letters = Array.from(`${name.replaceAll("-", "")}abcdefghijklmnopqrstuvwxyz`);
  const free = letters.find((letter) => /[a-z]/.test(letter) && !used.has(letter));
  if (free === undefined)
    throw new Refusal("Every letter leads to a page of the newsroom already; free one first");
  return free;
}

function addToDesk(source: string, entry: string): string {
  const last = source.lastIndexOf(`group: "desk"`);
  const end = source.indexOf("},\n", last);
  if (last === -1 || end === -1) throw new Refusal(`Cannot find the newsroom's desks in ${places}`);
  return `${source.slice(0, end + 3)}  ${entry}\n${source.slice(end + 3)}`;
}

function addIconName(source: string, icon: string): string {
  return source.replace(/^export type PlaceIcon =[^;]*/m, (names) => `${names}\n  | "${icon}"`);
}
