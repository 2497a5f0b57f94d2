"use server";

import { door } from "@quoin/api/door";
import { type FormAnswer, textOf } from "@quoin/ui/form-state";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { act, authCall, isScripted, refusalOf } from "../forms/act.ts";

/** Takes an account elsewhere off one's own. */
export async function disconnect(_before: FormAnswer, data: FormData): Promise<FormAnswer> {
  return act(data, [], async (form) => {
    const { auth } = door().services;
    const result = await auth.disconnect({ id: textOf(form, "id") }, await authCall());
    if (!result.ok) return refusalOf(result, form, []);
    if (!(await isScripted())) redirect("/account?done=disconnected#connections");
    refresh();
    return { success: true, message: "Disconnected." };
  });
}
