"use server";

import { door } from "@quoin/api/door";
import { type FormAnswer, textOf } from "@quoin/ui/form-state";
import { redirect } from "next/navigation";
import { act, authCall, refusalOf } from "../forms/act.ts";

/** Takes an account elsewhere off one's own. The address says what was done: it may still say "connected". */
export async function disconnect(_before: FormAnswer, data: FormData): Promise<FormAnswer> {
  return act(data, [], async (form) => {
    const { auth } = door().services;
    const result = await auth.disconnect({ id: textOf(form, "id") }, await authCall());
    if (!result.ok) return refusalOf(result, form, []);
    redirect("/account?done=disconnected#connections");
  });
}
