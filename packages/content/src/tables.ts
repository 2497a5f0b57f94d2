import type { Root } from "hast";
import { textOf } from "./plain-text.ts";
import { element, isElement, walk } from "./tree.ts";

/** Puts each table into a region of its own that scrolls sideways, by keyboard too. */
export function setTables(root: Root): void {
  let count = 0;
  walk(root, (node, index, parent) => {
    if (node.tagName !== "table") return;
    count += 1;
    const title = node.children.find((child) => isElement(child, "caption"));
    const caption = title ? textOf(title).replace(/\s+/g, " ").slice(0, 100).toWellFormed() : "";
    // Numbered, because two regions of one name cannot be told apart by ear.
    const label = caption ? `Table ${count}: ${caption}` : `Table ${count}`;
    parent.children[index] = element(
      "div",
      { className: ["table-scroll"], role: "region", tabIndex: 0, ariaLabel: label },
      [node],
    );
    return false;
  });
}

/** Says of each box in a task list whether the task is done. */
export function setTaskBoxes(root: Root): void {
  walk(root, (node) => {
    if (node.tagName !== "input") return;
    node.properties.ariaLabel = node.properties.checked ? "Done" : "Not done";
  });
}
