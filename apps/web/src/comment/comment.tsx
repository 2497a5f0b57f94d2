import { Avatar, Badge, Icon, StatusGlyph } from "@quoin/ui";
import type { SessionUser } from "@quoin/api/server";
import { authorPath, commentAnchor, signInPath, withQuery } from "../addresses.ts";
import type { WriteDate } from "../dates.ts";
import { PageLink } from "../frame/page-link.tsx";
import { CommentForm } from "./comment-form.tsx";
import type { CommentNode } from "./thread-tree.ts";
import { WithdrawButton } from "./withdraw-button.tsx";

export interface CommentContext {
  /** Of the post. */
  readonly path: string;
  readonly postId: string;
  readonly write: WriteDate;
  /** The comment whose answer is being written. */
  readonly replyTo: string | undefined;
  readonly isOpen: boolean;
  readonly user: SessionUser | null;
  /** True for who may write, and for who could when they sent the form. */
  readonly hasForm: boolean;
  /** Handles of those in the post's byline. */
  readonly writers: ReadonlySet<string>;
}

/** One comment with its answers. A waiting one wears the brass wash and says who sees it. */
export function Comment({ comment, ...context }: { comment: CommentNode } & CommentContext) {
  const { id, author, createdAt, html, status, answers } = comment;
  const { path, write, replyTo, isOpen, user, hasForm, postId, writers } = context;
  const isWaiting = status === "pending";
  const isWriter = author !== null && writers.has(author.handle);
  const name = author?.name ?? "A former reader";
  const anchor = commentAnchor(id);
  const answerPath = `${withQuery(path, { reply: id })}#reply`;
  return (
    <li className={isWaiting ? "comment is-pending" : "comment"} id={anchor}>
      <div className="c-head">
        <Avatar name={name} author={isWriter} />
        <b>
          {author?.isAuthor ? <PageLink href={authorPath(author.handle)}>{name}</PageLink> : name}
        </b>
        {isWriter && <Badge tone="verdigris">Author</Badge>}
        <a className="c-time" href={`#${anchor}`}>
          <time dateTime={createdAt.toISOString()}>{write(createdAt, "moment")}</time>
        </a>
      </div>
      {isWaiting && (
        <p className="pending">
          <StatusGlyph status="pending" />
          <span>
            <b>Waiting for a moderator.</b> Only you can see this.
          </span>
        </p>
      )}
      {/* oxlint-disable-next-line react/no-danger -- rendered and sanitized when it was saved */}
      <div className="c-body" dangerouslySetInnerHTML={{ __html: html }} />
      <div className="c-acts">
        {isWaiting && <WithdrawButton id={id} path={path} />}
        {!isWaiting && isOpen && (
          <PageLink
            className="linkbtn"
            href={user ? answerPath : signInPath(answerPath)}
            aria-label={`Reply to ${name}`}
            scroll={false}
          >
            <Icon name="reply" />
            Reply
          </PageLink>
        )}
        {!isWaiting && (
          <a className="linkbtn" href={`#${anchor}`} aria-label={`Link to the comment of ${name}`}>
            <Icon name="link" />
            Link
          </a>
        )}
      </div>
      {hasForm && replyTo === id && (
        <div id="reply">
          <CommentForm
            key={id}
            postId={postId}
            parentId={id}
            path={path}
            name={user?.name ?? null}
            title={`Reply to ${name}`}
            goesLive={user !== null && user.role !== "reader"}
            formKey={crypto.randomUUID()}
          />
        </div>
      )}
      {answers.length > 0 && (
        <ol className="thread">
          {answers.map((answer) => (
            <Comment key={answer.id} comment={answer} {...context} />
          ))}
        </ol>
      )}
    </li>
  );
}
