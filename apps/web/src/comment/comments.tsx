import type { Outputs } from "@quoin/client";
import { ButtonLink } from "@quoin/ui";
import { postPath, signInPath, withQuery } from "../addresses.ts";
import { api, isPosted, orNull, viewer } from "../api.ts";
import type { WriteDate } from "../dates.ts";
import { PageLink } from "../frame/page-link.tsx";
import { Comment } from "./comment.tsx";
import { CommentForm } from "./comment-form.tsx";
import { LiveComments } from "./live-comments.tsx";
import { withWaiting } from "./thread-tree.ts";

type Post = Outputs["post"]["bySlug"];

const counted = (count: number) => {
  if (count === 0) return "Comments";
  return count === 1 ? "1 comment" : `${count.toLocaleString("en")} comments`;
};

/** The conversation under a post: its threads, what waits of one's own, and the form. */
export async function Comments({
  post,
  write,
  cursor,
  replyTo,
}: {
  post: Post;
  write: WriteDate;
  cursor: string | undefined;
  replyTo: string | undefined;
}) {
  const { id: postId, slug, authors } = post;
  const [call, user, posted] = await Promise.all([api(), viewer(), isPosted()]);
  const hasForm = user !== null || posted;
  const [found, waiting] = await Promise.all([
    // A cursor that belongs elsewhere shows the beginning.
    orNull(call.comment.list({ postId, cursor })).then(
      (page) => page ?? call.comment.list({ postId }),
    ),
    user ? call.comment.mine({ postId }) : [],
  ]);
  const nodes = withWaiting(found.items, waiting);
  const path = postPath(slug);
  const context = {
    path,
    write,
    postId,
    replyTo: found.isOpen ? replyTo : undefined,
    isOpen: found.isOpen,
    user,
    hasForm,
    writers: new Set(authors.map(({ handle }) => handle)),
  };
  return (
    <section className="wrap comments" aria-labelledby="comments-title" id="comments-section">
      <div className="c-col">
        <h2 className="sect" id="comments-title">
          {counted(found.total)}
        </h2>
        {nodes.length === 0 && (
          <p className="c-none">
            {found.isOpen ? "Nobody has said anything yet." : "Comments are closed."}
          </p>
        )}
        {nodes.length > 0 && (
          <ol className="thread root">
            {nodes.map((node) => (
              <Comment key={node.id} comment={node} {...context} />
            ))}
          </ol>
        )}
        {found.nextCursor && (
          <p className="c-more">
            <ButtonLink
              as={PageLink}
              variant="line"
              size="lg"
              href={`${withQuery(path, { comments: found.nextCursor })}#comments-section`}
            >
              More comments
            </ButtonLink>
          </p>
        )}
        <LiveComments postId={postId} place={found.place} />
        {found.isOpen && hasForm && (
          <CommentForm
            key="new"
            postId={postId}
            path={path}
            name={user?.name ?? null}
            title="Add a comment"
            goesLive={user !== null && user.role !== "reader"}
            formKey={crypto.randomUUID()}
          />
        )}
        {found.isOpen && !hasForm && <SignInFirst path={path} replyTo={replyTo} />}
        {!found.isOpen && nodes.length > 0 && <p className="c-none">Comments are closed.</p>}
      </div>
    </section>
  );
}

function SignInFirst({ path, replyTo }: { path: string; replyTo: string | undefined }) {
  const back = replyTo
    ? `${withQuery(path, { reply: replyTo })}#reply`
    : `${path}#comments-section`;
  return (
    <div className="c-form" id={replyTo ? "reply" : undefined}>
      <h3>Add a comment</h3>
      <p className="c-ask">
        Comments are signed. <PageLink href={signInPath(back)}>Sign in</PageLink> to write one, or{" "}
        <PageLink href={withQuery("/sign-up", { redirectTo: back })}>create an account</PageLink>.
      </p>
    </div>
  );
}
