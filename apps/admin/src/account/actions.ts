"use server";

import { door } from "@quoin/api/door";
import type { FormAnswer } from "@quoin/ui/form-state";
import { act, authCall, refusalOf } from "../identity/act.ts";
import { setCookies } from "../identity/cookies.ts";

type PasswordField = "currentPassword" | "newPassword" | "revokeKeys";

/** Changes one's password, knowing the old one; every other device is signed out. */
export async function changePassword(
  _before: FormAnswer<PasswordField>,
  data: FormData,
): Promise<FormAnswer<PasswordField>> {
  return act(data, ["revokeKeys"], async () => {
    const { auth } = door().services;
    const result = await auth.changePassword(Object.fromEntries(data), await authCall());
    if (!result.ok)
      return refusalOf(result, data, ["revokeKeys"], ["currentPassword", "newPassword"]);
    await setCookies(result.headers);
    return { success: true, message: "Changed. Every other device is signed out." };
  });
}
