"use server";

import { redirect } from "next/navigation";
import { door } from "@quoin/api/door";
import { act, authCall, refusalOf } from "../forms/act.ts";
import { type FormAnswer, textOf } from "@quoin/ui/form-state";
import { setCookies } from "./cookies.ts";

const auth = () => door().services.auth;

export async function signIn(
  _before: FormAnswer<"email" | "password">,
  data: FormData,
): Promise<FormAnswer<"email" | "password">> {
  return act(data, ["email"], async (form) => {
    const result = await auth().signIn(Object.fromEntries(form), await authCall());
    if (!result.ok) return refusalOf(result, form, ["email"], ["email", "password"]);
    await setCookies(result.headers);
    redirect(result.redirectTo);
  });
}

/** The second half of signing in, where the account asks for a code. */
export async function signInWithCode(
  _before: FormAnswer<"code">,
  data: FormData,
): Promise<FormAnswer<"code">> {
  return act(data, [], async (form) => {
    const result = await auth().signInWithCode({ code: textOf(form, "code") }, await authCall());
    if (!result.ok) return refusalOf(result, form, [], ["code"]);
    await setCookies(result.headers);
    redirect(result.redirectTo);
  });
}

/** Says the same whether or not there is such an account. */
export async function mailSignInLink(
  _before: FormAnswer<"email">,
  data: FormData,
): Promise<FormAnswer<"email">> {
  return act(data, ["email"], async (form) => {
    const result = await auth().requestMagicLink(Object.fromEntries(form), await authCall());
    if (!result.ok) return refusalOf(result, form, ["email"]);
    return {
      success: true,
      message: `If ${textOf(form, "email").trim()} has an account, a link is on its way. It works once.`,
    };
  });
}

type SignUpField = "name" | "email" | "password";

export async function signUp(
  _before: FormAnswer<SignUpField>,
  data: FormData,
): Promise<FormAnswer<SignUpField>> {
  return act(data, ["name", "email"], async (form) => {
    const result = await auth().signUp(Object.fromEntries(form), await authCall());
    if (!result.ok)
      return refusalOf(result, form, ["name", "email"], ["name", "email", "password"]);
    return {
      success: true,
      message: `We have sent a link to ${textOf(form, "email").trim()}. Your account is there once you follow it.`,
    };
  });
}

/** Follows the link of the sign-up mail. By a button: mail programs open links by themselves. */
export async function verifyEmail(_before: FormAnswer, data: FormData): Promise<FormAnswer> {
  return act(data, [], async (form) => {
    const result = await auth().verifyEmail(Object.fromEntries(form), await authCall());
    if (!result.ok) return refusalOf(result, form, []);
    await setCookies(result.headers);
    redirect(result.redirectTo);
  });
}

export async function signInWithLink(_before: FormAnswer, data: FormData): Promise<FormAnswer> {
  return act(data, [], async (form) => {
    const result = await auth().signInWithLink(Object.fromEntries(form), await authCall());
    if (!result.ok) return refusalOf(result, form, []);
    await setCookies(result.headers);
    redirect(result.redirectTo);
  });
}

export async function requestPasswordReset(
  _before: FormAnswer<"email">,
  data: FormData,
): Promise<FormAnswer<"email">> {
  return act(data, ["email"], async (form) => {
    const result = await auth().requestPasswordReset(Object.fromEntries(form), await authCall());
    if (!result.ok) return refusalOf(result, form, ["email"]);
    return {
      success: true,
      message: `If ${textOf(form, "email").trim()} has an account, a link to choose a new password is on its way.`,
    };
  });
}

export async function resetPassword(
  _before: FormAnswer<"password">,
  data: FormData,
): Promise<FormAnswer<"password">> {
  return act(data, [], async (form) => {
    const result = await auth().resetPassword(Object.fromEntries(form), await authCall());
    if (!result.ok) return refusalOf(result, form, [], ["password"]);
    await setCookies(result.headers);
    return {
      success: true,
      message: "Your password is changed, and you are signed out everywhere.",
    };
  });
}

export async function signOut(_before: FormAnswer, data: FormData): Promise<FormAnswer> {
  return act(data, [], async () => {
    const result = await auth().signOut(await authCall());
    if (!result.ok) return refusalOf(result, data, []);
    await setCookies(result.headers);
    redirect("/");
  });
}
