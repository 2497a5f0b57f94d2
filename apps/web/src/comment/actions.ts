"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { commentAnchor } from "../addresses.ts";
import { api } from "../api.ts";
import { act, isScripted } from "../forms/act.ts";
import { type FormAnswer, textOf } from "@quoin/ui/form-state";

/** Posts a comment or an answer to one. It waits for a moderator, and its author sees it at once. */
export async function postComment(
  _before: FormAnswer<"body">,
  data: FormData,
): Promise<FormAnswer<"body">> {
  return act(data, ["body"], async (form) => {
    const parentId = textOf(form, "parentId");
    const { comment: comments } = await api();
    const comment = await comments.create({
      postId: textOf(form, "postId"),
      body: textOf(form, "body"),
      ...(parentId && { parentId }),
    });
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
