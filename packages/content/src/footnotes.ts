import type { Element, Root } from "hast";
import { classesOf, element, isElement, rawTextOf, walk } from "./tree.ts";

/**
 * Gives GitHub's footnotes the page's shape: a mark is one link that says what it is, the notes are
 * a labelled section without a heading of its own, and each note links back.
 */
export function setFootnotes(root: Root): void {
  walk(root, (node, index, parent) => {
    if (node.tagName === "section" && classesOf(node).includes("footnotes")) {
      node.properties = { className: ["footnotes"], ariaLabel: "Footnotes" };
      node.children = node.children.filter((child) => !isElement(child, "h2"));
      return;
    }
    if (node.tagName === "sup") {
      const [mark, ...others] = node.children;
      if (others.length > 0 || !isElement(mark, "a") || !("dataFootnoteRef" in mark.properties))
        return;
      parent.children[index] = markOf(mark);
      return false;
    }
    if (node.tagName === "a" && "dataFootnoteBackref" in node.properties) {
      const { href } = node.properties;
      // The second form keeps the arrow from turning into an emoji.
      node.properties = { className: ["fn-back"], href, ariaLabel: "Back to text" };
      for (const child of node.children) {
        if (child.type === "text") child.value = child.value.replace("↩", "↩\ufe0e");
      }
    }
  });
}

function markOf(mark: Element): Element {
  const { href, id } = mark.properties;
  const number = rawTextOf(mark);
  return element(
    "a",
    { className: ["fn"], href, id, ariaLabel: `Footnote ${number}` },
    mark.children,
  );
}
