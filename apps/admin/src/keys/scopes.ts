import { type Scope, scopes } from "@quoin/api/key/input";

type Feature = Scope extends `${infer Name}:${string}` ? Name : never;
type Deed = Scope extends `${string}:${infer Name}` ? Name : never;

const names: Record<Feature, string> = {
  audit: "Audit log",
  category: "Categories",
  comment: "Comments",
  dashboard: "Dashboard",
  key: "Keys",
  outbox: "Outbox",
  post: "Posts",
  settings: "Settings",
  tag: "Tags",
  user: "People",
};

/** What a feature is called in the newsroom. */
export const featureName = (feature: Feature): string => names[feature];

export const deedNames: Record<Deed, string> = { read: "Read", write: "Write" };

const deedsOf = (feature: string) =>
  (["read", "write"] as const).flatMap((deed) => {
    const scope = scopes.find((each) => each === `${feature}:${deed}`);
    return scope ? [{ scope, deed }] : [];
  });

const features = (Object.keys(names) as Feature[]).toSorted((one, other) =>
  names[one].localeCompare(names[other], "en"),
);

/** Every scope there is, by what it opens. */
export const byFeature = features.map((feature) => ({ feature, scopes: deedsOf(feature) }));

/** What a key may do, in a few words: "Posts: read, write". */
export function describeScopes(held: readonly string[] | null): string {
  if (held === null) return "Everything its role may";
  return byFeature
    .flatMap(({ feature, scopes }) => {
      const deeds = scopes.filter(({ scope }) => held.includes(scope)).map(({ deed }) => deed);
      return deeds.length > 0 ? [`${names[feature]}: ${deeds.join(", ")}`] : [];
    })
    .join("; ");
}
