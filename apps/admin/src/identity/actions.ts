"use server";

import { door } from "@quoin/api/door";
import { type FormAnswer, textOf } from "@quoin/ui/form-state";
import { redirect } from "next/navigation";
import { act, authCall, refusalOf, refusedSender } from "./act.ts";
import { setCookies } from "./cookies.ts";

const auth = () => door().services.auth;

export async function signIn(
  _before: FormAnswer<"email" | "password">,
  data: FormData,
): Promise<FormAnswer<"email" | "password">> {
  return act(data, ["email"], async () => {
    const result = await auth().signIn(Object.fromEntries(data), await authCall());
    if (!result.ok) return refusalOf(result, data, ["email"], ["email", "password"]);
    await setCookies(result.headers);
    redirect(result.redirectTo);
  });
}

/** The second half of signing in, where the account asks for a code. */
export async function signInWithCode(
  _before: FormAnswer<"code">,
  data: FormData,
): Promise<FormAnswer<"code">> {
  return act(data, [], async () => {
    const result = await auth().signInWithCode({ code: textOf(data, "code") }, await authCall());
    if (!result.ok) return refusalOf(result, data, [], ["code"]);
    await setCookies(result.headers);
    redirect(result.redirectTo);
  });
}

/** Says the same whether or not there is such an account. */
export async function mailLink(
  _before: FormAnswer<"email">,
  data: FormData,
): Promise<FormAnswer<"email">> {
  return act(data, ["email"], async () => {
    const result = await auth().requestMagicLink(Object.fromEntries(data), await authCall());
    if (!result.ok) return refusalOf(result, data, ["email"]);
    const address = textOf(data, "email").trim();
    return {
      success: true,
      message: `If ${address} has an account, a link is on its way. It works once.`,
    };
  });
}

/** Follows the link of that mail. By a button: mail programs open links by themselves. */
export async function signInWithLink(_before: FormAnswer, data: FormData): Promise<FormAnswer> {
  return act(data, [], async () => {
    const result = await auth().signInWithLink(Object.fromEntries(data), await authCall());
    if (!result.ok) return refusalOf(result, data, []);
    await setCookies(result.headers);
    redirect(result.redirectTo);
  });
}

/** Follows the link of a sign-up mail. */
export async function verifyEmail(_before: FormAnswer, data: FormData): Promise<FormAnswer> {
  return act(data, [], async () => {
    const result = await auth().verifyEmail(Object.fromEntries(data), await authCall());
    if (!result.ok) return refusalOf(result, data, []);
    await setCookies(result.headers);
    redirect(result.redirectTo);
  });
}

export async function resetPassword(
  _before: FormAnswer<"password">,
  data: FormData,
): Promise<FormAnswer<"password">> {
  return act(data, [], async () => {
    const result = await auth().resetPassword(Object.fromEntries(data), await authCall());
    if (!result.ok) return refusalOf(result, data, [], ["password"]);
    await setCookies(result.headers);
    return { success: true, message: "Your password is set, and you are signed out everywhere." };
  });
}

export async function signOut(): Promise<void> {
  if ((await refusedSender()) !== null) redirect("/");
  const result = await auth().signOut(await authCall());
  if (result.ok) await setCookies(result.headers);
  redirect("/sign-in");
}
