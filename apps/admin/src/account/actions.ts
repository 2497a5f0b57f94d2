"use server";

import { door } from "@quoin/api/door";
import { fieldErrorsOf, type FormAnswer } from "@quoin/ui/form-state";
import { headers } from "next/headers";
import { pageHeaders } from "../api.ts";
import { setCookies } from "../identity/cookies.ts";

type PasswordField = "currentPassword" | "newPassword";
const fields = ["currentPassword", "newPassword"] as const;

/** Changes one's password, knowing the old one; every other device is signed out. */
export async function changePassword(
  _before: FormAnswer<PasswordField>,
  data: FormData,
): Promise<FormAnswer<PasswordField>> {
  const refused = (
    error: string,
    issues: readonly { readonly field: string; readonly issue: string }[] = [],
  ) => ({
    success: false as const,
    error,
    fieldErrors: fieldErrorsOf(issues, fields),
    // Passwords never travel back in the page.
    values: {},
  });
  // A form of another site must not act in somebody's name. Next itself lets a missing Origin pass.
  const verdict = door().checkOrigin(await headers());
  if (!verdict.ok) return refused(verdict.reason);
  const result = await door().services.auth.changePassword(Object.fromEntries(data), {
    headers: await pageHeaders(),
    site: "admin",
  });
  if (!result.ok) {
    const issues = Object.entries(result.fieldErrors ?? {}).flatMap(([field, [issue]]) =>
      issue === undefined ? [] : [{ field, issue }],
    );
    return refused(result.message, issues);
  }
  await setCookies(result.headers);
  return { success: true, message: "Changed. Every other device is signed out." };
}
