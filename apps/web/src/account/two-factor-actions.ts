"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { door } from "@quoin/api/door";
import { type FormAnswer, textOf } from "@quoin/ui/form-state";
import { act, authCall, isScripted, refusalOf } from "../forms/act.ts";

const auth = () => door().services.auth;

/** What came of asking for recovery codes; they travel in this answer and nowhere else. */
export type CodesAnswer = {
  readonly answer: FormAnswer<"password" | "code">;
  readonly codes: readonly string[];
} | null;

const page = "/account/two-factor";

/** Makes a secret, which the page then shows. */
export async function beginTwoFactor(
  _before: FormAnswer<"password">,
  data: FormData,
): Promise<FormAnswer<"password">> {
  return act(data, [], async (form) => {
    const fields = { password: textOf(form, "password") };
    const result = await auth().beginTwoFactor(fields, await authCall());
    if (!result.ok) return refusalOf(result, form, [], ["password"]);
    if (!(await isScripted())) redirect(page);
    refresh();
    return { success: true, message: "" };
  });
}

export async function confirmTwoFactor(_before: CodesAnswer, data: FormData): Promise<CodesAnswer> {
  let codes: readonly string[] = [];
  const answer = await act(data, [], async (form) => {
    const fields = { code: textOf(form, "code") };
    const result = await auth().confirmTwoFactor(fields, await authCall());
    if (!result.ok) return refusalOf(result, form, [], ["code"]);
    codes = result.recoveryCodes;
    return { success: true, message: "Signing in asks for a code from now on." };
  });
  return { answer, codes };
}

export async function renewRecoveryCodes(
  _before: CodesAnswer,
  data: FormData,
): Promise<CodesAnswer> {
  let codes: readonly string[] = [];
  const answer = await act(data, [], async (form) => {
    const fields = { password: textOf(form, "password"), code: textOf(form, "code") };
    const result = await auth().renewRecoveryCodes(fields, await authCall());
    if (!result.ok) return refusalOf(result, form, [], ["password", "code"]);
    codes = result.recoveryCodes;
    return { success: true, message: "The recovery codes from before are void." };
  });
  return { answer, codes };
}

export async function disableTwoFactor(
  _before: FormAnswer<"password" | "code">,
  data: FormData,
): Promise<FormAnswer<"password" | "code">> {
  return act(data, [], async (form) => {
    const fields = { password: textOf(form, "password"), code: textOf(form, "code") };
    const result = await auth().disableTwoFactor(fields, await authCall());
    if (!result.ok) return refusalOf(result, form, [], ["password", "code"]);
    redirect("/account?done=two-factor#two-factor");
  });
}
