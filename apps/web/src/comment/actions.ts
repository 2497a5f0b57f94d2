"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { commentAnchor } from "../addresses.ts";
import { door } from "@quoin/api/door";
import { api, apiOnce } from "../api.ts";
import { act, isScripted } from "../forms/act.ts";
import { type FormAnswer, textOf } from "@quoin/ui/form-state";

/** Posts a comment or an answer to one. It waits for a moderator, and its author sees it at once. */
export async function postComment(
  _before: FormAnswer<"body">,
  data: FormData,
): Promise<FormAnswer<"body">> {
  return act(data, ["body"], async (form) => {
    const parentId = textOf(form, "parentId");
    const { comment: comments } = await apiOnce(textOf(form, "key"));
    const said = {
      postId: textOf(form, "postId"),
      body: textOf(form, "body"),
      ...(parentId && { parentId }),
    };
    const comment = await comments.create(said).catch(explainTwice);
    // Without script: a page of its own, so that loading it again does not post again.
    if (!(await isScripted())) redirect(`${pathOf(form)}#${commentAnchor(comment.id)}`);
    refresh();
    return {
      success: true,
      message:
        comment.status === "approved"
          ? "Your comment is up."
          : "Thank you. A moderator will read it.",
    };
  });
}

/** The form was sent before with other words, and its answer got lost; a fresh one has a key of its own. */
function explainTwice(error: unknown): never {
  const known = door().toAppError(error);
  if (known.code !== "unprocessable") throw error;
  refresh();
  throw Object.assign(known, {
    message: "This form posted a comment already. Look for it above; posting again adds another.",
  });
}

/** Takes back a comment of one's own that still waits. */
export async function withdrawComment(_before: FormAnswer, data: FormData): Promise<FormAnswer> {
  return act(data, [], async (form) => {
    await (await api()).comment.withdraw({ ids: [textOf(form, "id")] });
    if (!(await isScripted())) redirect(`${pathOf(form)}#comments-section`);
    refresh();
    return { success: true, message: "Withdrawn." };
  });
}

/** The post the form stood under; a form may say anything, so only a post's address counts. */
function pathOf(data: FormData): string {
  const path = textOf(data, "path");
  return /^\/posts\/[\w-]+$/.test(path) ? path : "/";
}
