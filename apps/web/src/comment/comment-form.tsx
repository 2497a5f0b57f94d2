"use client";

import { FormMessage } from "@quoin/ui/form-message";
import { TextArea } from "@quoin/ui/field";
import { Avatar } from "@quoin/ui/label";
import { StatusGlyph } from "@quoin/ui/status";
import { SubmitButton } from "@quoin/ui/submit-button";
import { useActionState } from "react";
import { useFormStatus } from "react-dom";
import { shown } from "@quoin/ui/form-state";
import { SignedOut } from "../forms/signed-out.tsx";
import { postComment } from "./actions.ts";

/** Writes a comment, or with `parentId` an answer. It works without script; with it, it is quicker. */
export function CommentForm({
  postId,
  parentId,
  path,
  name,
  title,
  goesLive,
  formKey,
}: {
  postId: string;
  parentId?: string;
  path: string;
  /** Of who writes; null when their session has ended since: the form comes back with what was typed. */
  name: string | null;
  title: string;
  /** True when no moderator reads it first. */
  goesLive: boolean;
  /** Of this one writing of it: sent twice, the form posts once. */
  formKey: string;
}) {
  const [answer, send] = useActionState(postComment, null);
  const { message, error, errors, values } = shown(answer);
  const id = parentId ? "reply-body" : "comment-body";
  // Another form of the page was sent: there is nothing to give back.
  if (name === null && answer === null) return null;
  return (
    <form className="c-form" action={send} aria-labelledby={`${id}-title`}>
      {name !== null && <Sending name={name} />}
      <h3 id={`${id}-title`}>{title}</h3>
      {name === null && <SignedOut back={path} />}
      {name !== null && error && <FormMessage tone="error">{error}</FormMessage>}
      {message && <FormMessage tone="ok">{message}</FormMessage>}
      <input type="hidden" name="postId" value={postId} />
      <input type="hidden" name="key" value={formKey} />
      <input type="hidden" name="path" value={path} />
      {parentId && <input type="hidden" name="parentId" value={parentId} />}
      <TextArea
        id={id}
        name="body"
        label="Comment"
        rows={4}
        required
        maxLength={5_000}
        placeholder="Markdown works: *emphasis*, `code`, and links"
        defaultValue={values.body}
        error={errors.body}
        hint={hintFor(name, goesLive)}
      />
      <div className="form-row">
        <span />
        <SubmitButton size="lg" busyLabel="Posting">
          Post comment
        </SubmitButton>
      </div>
    </form>
  );
}

function hintFor(name: string | null, goesLive: boolean): string {
  const read = "A moderator reads comments before they appear.";
  if (name === null) return read;
  return goesLive ? `You write as ${name}.` : `You write as ${name}. ${read}`;
}

/** The comment as it will stand, from the moment it is sent. */
function Sending({ name }: { name: string }) {
  const { pending, data } = useFormStatus();
  const body = data?.get("body");
  if (!pending || typeof body !== "string" || body.trim() === "") return null;
  return (
    <div className="comment is-pending">
      <div className="c-head">
        <Avatar name={name} />
        <b>{name}</b>
        <span className="c-time">just now</span>
      </div>
      <p className="pending">
        <StatusGlyph status="pending" />
        <span role="status">On its way. Only you can see this.</span>
      </p>
      <div className="c-body">
        {body
          .trim()
          .split(/\n{2,}/)
          .map((paragraph, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a text that does not change
            <p key={index}>{paragraph}</p>
          ))}
      </div>
    </div>
  );
}
