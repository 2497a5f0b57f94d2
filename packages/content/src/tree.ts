import type { Element, ElementContent, Nodes, Properties, Root } from "hast";

/** A new element. */
export function element(
  tagName: string,
  properties: Properties,
  children: ElementContent[],
): Element {
  return { type: "element", tagName, properties, children };
}

/** True for an element, of the given name when one is given. */
export function isElement(node: Nodes | undefined, tagName?: string): node is Element {
  return node?.type === "element" && (tagName === undefined || node.tagName === tagName);
}

/** The text of an attribute; empty when it has none. */
export function attributeOf(node: Element, property: string): string {
  const value = node.properties[property];
  return typeof value === "string" ? value : "";
}

/** The classes of an element. */
export function classesOf(node: Element): string[] {
  const { className } = node.properties;
  return Array.isArray(className) ? className.map(String) : [];
}

/** All text inside, exactly as it stands. */
export function rawTextOf(node: Nodes): string {
  if (node.type === "text") return node.value;
  if (!("children" in node)) return "";
  let text = "";
  for (const child of node.children) text += rawTextOf(child);
  return text;
}

/**
 * Calls `meet` for every element in reading order. `meet` may replace the element in its parent, and
 * answers false to leave out what is inside it; what it puts in the element's place is not walked.
 */
export function walk(
  parent: Root | Element,
  meet: (node: Element, index: number, parent: Root | Element) => false | void,
): void {
  for (const [index, node] of parent.children.entries()) {
    if (node.type === "element" && meet(node, index, parent) !== false) walk(node, meet);
  }
}
