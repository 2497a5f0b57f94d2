import type { PostStatus } from "./query.ts";

/** What can be done with several posts at once. */
export type Act = "publish" | "unpublish" | "archive" | "delete";

/** What an act needs to know of a post. */
export interface Subject {
  readonly id: string;
  readonly title: string;
  readonly status: PostStatus;
  readonly scheduledAt: Date | null;
}

/** An act in words, and which posts it changes. */
export interface Plan {
  readonly act: Act;
  readonly ids: readonly string[];
  readonly title: string;
  readonly description: string;
  readonly confirmLabel: string;
  readonly busyLabel: string;
  readonly tone: "ink" | "lock" | "danger";
}

/** A step back: the call that brings these posts where they were. */
export type Step =
  | { readonly call: "publish" | "unpublish" | "archive"; readonly ids: readonly string[] }
  | { readonly call: "schedule"; readonly ids: readonly string[]; readonly at: Date };

const applies: Record<Act, (status: PostStatus) => boolean> = {
  publish: (status) => status !== "published",
  unpublish: (status) => status !== "draft",
  archive: (status) => status !== "archived",
  delete: (status) => status !== "published",
};

const verbs: Record<Act, readonly [verb: string, busy: string, done: string]> = {
  publish: ["Publish", "Publishing", "published"],
  unpublish: ["Unpublish", "Unpublishing", "back in drafts"],
  archive: ["Archive", "Archiving", "archived"],
  delete: ["Delete", "Deleting", "deleted"],
};

const effects: Record<Act, readonly [one: string, many: string]> = {
  publish: ["goes out to readers at once", "go out to readers at once"],
  unpublish: [
    "becomes a draft again; readers who follow its address find nothing there",
    "become drafts again; readers who follow their addresses find nothing there",
  ],
  archive: [
    "is put away; readers find nothing there, and the newsroom keeps it",
    "are put away; readers find nothing there, and the newsroom keeps them",
  ],
  delete: ["is deleted for good, with its comments", "are deleted for good, with their comments"],
};

const spared: Record<Act, readonly [one: string, many: string]> = {
  publish: ["is out already and stays as it is", "are out already and stay as they are"],
  unpublish: ["is a draft already", "are drafts already"],
  archive: ["is archived already", "are archived already"],
  delete: [
    "is published and stays: archive it first",
    "are published and stay: archive them first",
  ],
};

const plural = (count: number, [one, many]: readonly [string, string]) =>
  count === 1 ? one : many;

/** Up to three titles, and how many more. */
export function titlesOf(posts: readonly Pick<Subject, "title">[]): string {
  const quoted = posts.slice(0, 3).map(({ title }) => `“${title}”`);
  const more = posts.length - quoted.length;
  const parts = more > 0 ? [...quoted, `${more} more`] : quoted;
  return parts.length < 2
    ? (parts[0] ?? "")
    : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
}

/** What `act` would do with these posts, to be asked before it is done. `ids` may be empty. */
export function planOf(act: Act, posts: readonly Subject[]): Plan {
  const taken = posts.filter(({ status }) => applies[act](status));
  const left = posts.length - taken.length;
  const [verb, busy] = verbs[act];
  const noun = plural(taken.length, ["post", "posts"]);
  const sentences = [
    taken.length > 0 && `${titlesOf(taken)} ${plural(taken.length, effects[act])}.`,
    left > 0 &&
      `${left === posts.length ? (left === 1 ? "This post" : "All of them") : left} ${plural(left === posts.length && left > 1 ? 2 : left, spared[act])}.`,
    act === "delete" && taken.length > 0 && "This cannot be undone.",
  ];
  return {
    act,
    ids: taken.map(({ id }) => id),
    title:
      taken.length > 0 ? `${verb} ${taken.length} ${noun}?` : `Nothing to ${verb.toLowerCase()}`,
    description: sentences.filter(Boolean).join(" "),
    confirmLabel: verb,
    busyLabel: busy,
    tone: act === "delete" ? "danger" : act === "publish" ? "lock" : "ink",
  };
}

/** What a message says after the act. */
export function doneWords(act: Act, moved: readonly Pick<Subject, "title">[]): string {
  if (moved.length === 0) return "Nothing had to change";
  const [, , done] = verbs[act];
  return moved.length === 1 && moved[0]
    ? `“${moved[0].title}” is ${done}`
    : `${moved.length} posts are ${done}`;
}

/** How to take an act back: every post goes to where it was. Nothing for a deletion. */
export function stepsBack(act: Act, before: readonly Subject[]): Step[] {
  if (act === "delete") return [];
  const of = (status: PostStatus) =>
    before.filter((post) => post.status === status).map(({ id }) => id);
  const steps: Step[] = [
    { call: "publish", ids: of("published") },
    { call: "unpublish", ids: of("draft") },
    { call: "archive", ids: of("archived") },
  ];
  const hours = Map.groupBy(
    before.filter((post) => post.status === "scheduled"),
    ({ scheduledAt }) => scheduledAt?.getTime() ?? 0,
  );
  for (const [at, posts] of hours)
    steps.push({ call: "schedule", ids: posts.map(({ id }) => id), at: new Date(at) });
  return steps.filter(({ ids }) => ids.length > 0);
}
