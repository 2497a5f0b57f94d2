"use server";

import { door } from "@quoin/api/door";
import type { FormAnswer } from "@quoin/ui/form-state";
import { redirect } from "next/navigation";
import { act, authCall, refusalOf } from "./act.ts";
import { setCookies } from "./cookies.ts";

/** Chooses the first password by the mailed invitation, and signs in. */
export async function acceptInvitation(
  _before: FormAnswer<"password">,
  data: FormData,
): Promise<FormAnswer<"password">> {
  return act(data, [], async () => {
    const { auth } = door().services;
    const result = await auth.acceptInvitation(Object.fromEntries(data), await authCall());
    if (!result.ok) return refusalOf(result, data, [], ["password"]);
    await setCookies(result.headers);
    redirect(result.redirectTo);
  });
}
