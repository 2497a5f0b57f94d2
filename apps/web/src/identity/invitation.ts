"use server";

import { door } from "@quoin/api/door";
import type { FormAnswer } from "@quoin/ui/form-state";
import { redirect } from "next/navigation";
import { act, authCall, refusalOf } from "../forms/act.ts";
import { setCookies } from "./cookies.ts";

/** Chooses the first password by the mailed invitation, and signs in. */
export async function acceptInvitation(
  _before: FormAnswer<"password">,
  data: FormData,
): Promise<FormAnswer<"password">> {
  return act(data, [], async (form) => {
    const { auth } = door().services;
    const result = await auth.acceptInvitation(Object.fromEntries(form), await authCall());
    if (!result.ok) return refusalOf(result, form, [], ["password"]);
    await setCookies(result.headers);
    redirect(result.redirectTo);
  });
}
