// Browser-safe: the form that makes a key shows the same list. A test holds it against the router.

/** The features that a key can be let into; `read` stands for queries, `write` for mutations. */
const features = {
  audit: ["read"],
  category: ["read", "write"],
  comment: ["read", "write"],
  dashboard: ["read"],
  key: ["read", "write"],
  outbox: ["read"],
  post: ["read", "write"],
  settings: ["read", "write"],
  tag: ["read", "write"],
  user: ["read", "write"],
} as const;

type Features = typeof features;
export type Scope = {
  [Feature in keyof Features]: `${Feature}:${Features[Feature][number]}`;
}[keyof Features];

/** Every scope there is, by feature. Closed: a key with another cannot be made. */
export const scopes = Object.entries(features).flatMap(([feature, deeds]) =>
  deeds.map((deed) => `${feature}:${deed}`),
) as [Scope, ...Scope[]];

/** The scope that a call needs: its feature, and whether it writes. */
export const scopeOf = (path: string, type: "query" | "mutation" | "subscription"): string =>
  `${path.split(".", 1)[0]}:${type === "mutation" ? "write" : "read"}`;
