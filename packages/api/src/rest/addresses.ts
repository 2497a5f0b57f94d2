import type { RestMethod } from "./meta.ts";
import type { Operation } from "./operations.ts";

/** What stands at one address: by method, the operations among which a parameter may choose. */
export type Place = ReadonlyMap<RestMethod, readonly Operation[]>;

export interface Match {
  readonly place: Place;
  /** Parts of the path, still encoded, in the order of the braces. */
  readonly parts: readonly string[];
}

interface Node {
  readonly named: Map<string, Node>;
  any: Node | undefined;
  place: Map<RestMethod, Operation[]> | undefined;
}

const newNode = (): Node => ({ named: new Map(), any: undefined, place: undefined });

/**
 * Finds what stands at a path such as `/posts/by-slug/tea`; undefined where there is nothing. A written
 * part wins over one in braces.
 */
export function addressBook(operations: readonly Operation[]): (path: string) => Match | undefined {
  const root = newNode();
  for (const operation of operations) {
    let node = root;
    for (const part of operation.path.slice(1).split("/")) {
      if (part.startsWith("{")) node = node.any ??= newNode();
      else {
        const next = node.named.get(part) ?? newNode();
        node.named.set(part, next);
        node = next;
      }
    }
    node.place ??= new Map();
    const there = node.place.get(operation.method) ?? [];
    // The one that asks for a parameter is looked at first.
    const sorted = operation.when === undefined ? [...there, operation] : [operation, ...there];
    node.place.set(operation.method, sorted);
  }
  return (path) => {
    const parts: string[] = [];
    let node: Node | undefined = root;
    for (const part of path.slice(1).split("/")) {
      const named: Node | undefined = node.named.get(part);
      if (!named && part !== "") parts.push(part);
      node = named ?? (part === "" ? undefined : node.any);
      if (!node) return undefined;
    }
    return node.place ? { place: node.place, parts } : undefined;
  };
}
