"use client";

import { Badge } from "@quoin/ui/label";
import { RelativeTime } from "@quoin/ui/relative-time";
import { SelectBox } from "../list/select-box.tsx";
import type { QueuedComment } from "./decision.ts";

export const writerOf = ({ author }: Pick<QueuedComment, "author">): string =>
  author?.name ?? "A former reader";

/** A comment's line in the queue: who, how it begins, and under which post. */
export function CommentLine({
  comment,
  timeZone,
  current,
  chosen,
  onRead,
  onChoose,
}: {
  comment: QueuedComment;
  timeZone: string;
  current: boolean;
  chosen: boolean;
  onRead: () => void;
  onChoose: () => void;
}) {
  const { author, body, post, createdAt } = comment;
  const name = writerOf(comment);
  return (
    <li className={`q-line ${current ? "cur" : ""} ${chosen ? "sel" : ""}`} data-row={comment.id}>
      <span className="q-ck">
        <SelectBox label={`Select ${name}’s comment`} checked={chosen} onChange={onChoose} />
      </span>
      <button type="button" className="q-open" aria-current={current || undefined} onClick={onRead}>
        <span className="q-who">
          <b>{name}</b>
          {author?.banned && <Badge tone="madder">Suspended</Badge>}
          <RelativeTime value={createdAt} short timeZone={timeZone} />
        </span>
        <span className="ex">{body.slice(0, 140)}</span>
        <span className="on">{post.title}</span>
      </button>
    </li>
  );
}
