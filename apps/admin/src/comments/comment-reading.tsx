"use client";

import { formatDate } from "@quoin/ui/date-format";
import { Avatar, Badge } from "@quoin/ui/label";
import { Ornament } from "@quoin/ui/ornament";
import { RelativeTime } from "@quoin/ui/relative-time";
import { CornerDownRight } from "lucide-react";
import type { ReactNode } from "react";
import { roleName } from "../frame/places.ts";
import { writerOf } from "./comment-line.tsx";
import { linksIn, type QueuedComment } from "./decision.ts";

const count = (figure: number, one: string, many: string) =>
  `${figure.toLocaleString("en-GB")} ${figure === 1 ? one : many}`;

/** One comment whole, with what a decision needs: who wrote it, what it answers, where it stands. */
export function CommentReading({
  comment,
  site,
  timeZone,
  children,
}: {
  comment: QueuedComment;
  /** Where readers find the publication. */
  site: string;
  timeZone: string;
  /** What can be decided. */
  children: ReactNode;
}) {
  const { author, parent, post, createdAt, html } = comment;
  const name = writerOf(comment);
  const links = linksIn(html);
  return (
    <>
      <article className="tri-c" aria-labelledby="comment-writer">
        <header>
          <Avatar name={name} />
          <div>
            <h2 id="comment-writer">
              {name} {author?.banned && <Badge tone="madder">Suspended</Badge>}
            </h2>
            <p className="dim">{author ? author.email : "The account is gone"}</p>
          </div>
          <span className="tri-when">
            {formatDate(createdAt, "moment", { timeZone })}
            <RelativeTime value={createdAt} timeZone={timeZone} />
          </span>
        </header>
        {parent && (
          <p className="reply-to">
            <CornerDownRight className="ic" aria-hidden />
            In reply to <b>{parent.authorName ?? "a former reader"}</b>:{" "}
            <q>{parent.body.length > 280 ? `${parent.body.slice(0, 280)}…` : parent.body}</q>
          </p>
        )}
        {/* oxlint-disable-next-line react/no-danger -- rendered and sanitized when it was saved */}
        <div className="tri-body" dangerouslySetInnerHTML={{ __html: html }} />
        <dl className="facts">
          <div>
            <dt>History</dt>
            <dd>
              {author ? `${author.approvedCount} approved, ${author.refusedCount} refused` : "–"}
            </dd>
          </div>
          <div>
            <dt>Links</dt>
            <dd>{links === 0 ? "None" : links}</dd>
          </div>
          <div>
            <dt>Account</dt>
            <dd>{author ? `since ${formatDate(author.createdAt, "date", { timeZone })}` : "–"}</dd>
          </div>
          <div>
            <dt>Role</dt>
            <dd>{author ? roleName(author.role) : "–"}</dd>
          </div>
        </dl>
      </article>
      {children}
      <section className="tri-ctx" aria-labelledby="comment-post">
        <h3 id="comment-post">On this post</h3>
        <a href={`${site}/posts/${post.slug}`}>
          <span className="tri-orn">
            <Ornament slug={post.slug} />
          </span>
          <span>
            <b>{post.title}</b>
            <small>
              {count(post.approvedCount, "comment", "comments")}, {post.pendingCount} waiting
            </small>
          </span>
        </a>
      </section>
    </>
  );
}
