import type { Element, Nodes, Properties } from "hast";

// The attributes that this package ever writes. A closed list on purpose: what is not named here
// (a style, an event handler) cannot leave, even if everything before had let it through.
const attributeNames = new Map(
  [
    "abbr accent accentunder align alt checked cite columnalign columnspan decoding depth dir",
    "disabled display displaystyle fence height href id lang linethickness loading lspace",
    "mathvariant name open rel reversed role rspace scope separator span src start stretchy title",
    "type value width",
  ]
    .join(" ")
    .split(" ")
    .map((name) => [name, name]),
);
for (const [property, attribute] of Object.entries({
  ariaLabel: "aria-label",
  className: "class",
  colSpan: "colspan",
  dateTime: "datetime",
  rowSpan: "rowspan",
  tabIndex: "tabindex",
})) {
  attributeNames.set(property, attribute);
}

const voidNames = new Set(["br", "col", "hr", "img", "input", "wbr"]);

const references: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Text as HTML, fit for elements and for double-quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => references[character] ?? "");
}

/** The HTML of a cleaned tree. `<` and `>` are escaped in attributes too, as browsers now do. */
export function toHtml(node: Nodes): string {
  switch (node.type) {
    case "text":
      // A quote needs no escape between tags, and prose is full of them.
      return node.value.replace(/[&<>]/g, (character) => references[character] ?? "");
    case "element":
      return elementToHtml(node);
    case "root":
      return childrenToHtml(node.children);
    default:
      return "";
  }
}

function elementToHtml(node: Element): string {
  const open = `<${node.tagName}${attributesToHtml(node.properties)}>`;
  if (voidNames.has(node.tagName)) return open;
  return `${open}${childrenToHtml(node.children)}</${node.tagName}>`;
}

function childrenToHtml(nodes: readonly Nodes[]): string {
  let html = "";
  for (const node of nodes) html += toHtml(node);
  return html;
}

function attributesToHtml(properties: Properties): string {
  let html = "";
  for (const [property, value] of Object.entries(properties)) {
    const name = attributeNames.get(property);
    if (name === undefined || value === undefined || value === null || value === false) continue;
    if (value === true) html += ` ${name}`;
    else html += ` ${name}="${escapeHtml(Array.isArray(value) ? value.join(" ") : String(value))}"`;
  }
  return html;
}
