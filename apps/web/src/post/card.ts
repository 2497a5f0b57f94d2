import type { Outputs } from "@quoin/client";

/** A post's line in a list. */
export type PostCard = Outputs["post"]["list"]["items"][number];

/** The names under a post, as a sentence says them: "Ada", "Ada and Bo", "Ada, Bo and 3 more". */
export function byline(authors: readonly { name: string }[]): string {
  const [first, second, ...rest] = authors.map(({ name }) => name);
  if (first === undefined) return "";
  if (second === undefined) return first;
  if (rest.length === 0) return `${first} and ${second}`;
  return rest.length === 1
    ? `${first}, ${second} and ${rest[0]}`
    : `${first}, ${second} and ${rest.length} more`;
}
