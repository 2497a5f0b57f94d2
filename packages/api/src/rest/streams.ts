import type { Role } from "@quoin/auth";
import type { z } from "zod";
import { postById } from "../post/input.ts";
import { exportedPost } from "../post/output.ts";

/** An address whose answer is no envelope: it goes on until everything is said, or for ever. */
export interface StreamAddress {
  readonly name: string;
  readonly path: `/${string}`;
  readonly summary: string;
  readonly description: string;
  readonly access: Role | "public";
  readonly type: string;
  readonly pathFields: Readonly<Record<string, z.core.$ZodType>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Of one line; null where a line is text. */
  readonly line: z.core.$ZodType | null;
}

export const streams: readonly StreamAddress[] = [
  {
    name: "post.export",
    path: "/posts/export",
    summary: "Export every post",
    description: "One line of JSON for each post, oldest first, as long as it takes.",
    access: "editor",
    type: "application/x-ndjson",
    pathFields: {},
    query: {},
    headers: {},
    line: exportedPost,
  },
  {
    name: "comment.live",
    path: "/posts/{postId}/comments/live",
    summary: "Follow the comments under a post",
    description:
      "Server-sent events: a `comment` event for each comment that readers can see from then on. " +
      "Its id says where to go on after a break, by `Last-Event-ID`.",
    access: "public",
    type: "text/event-stream",
    pathFields: { postId: postById.shape.id },
    query: {
      after: "The id of the last event that is known; for clients that cannot set headers.",
    },
    headers: { "Last-Event-ID": "The same, as browsers send it after a break." },
    line: null,
  },
];

const patterns = streams.map(({ path }) => new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}$`));

/** True for a path, below the root of the API, that answers with a stream. */
export const isStream = (path: string): boolean => patterns.some((pattern) => pattern.test(path));
