"use server";

import { door } from "@quoin/api/door";
import { type FormAnswer, textOf } from "@quoin/ui/form-state";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { pageHeaders } from "../api.ts";
import { setCookies } from "./cookies.ts";
import { refusal } from "./refusal.ts";

const call = async () => ({ headers: await pageHeaders(), site: "admin" as const });

/** A form of another site must not act in somebody's name. Next itself lets a missing Origin pass. */
async function foreignSender(): Promise<string | null> {
  const verdict = door().checkOrigin(await headers());
  return verdict.ok ? null : verdict.reason;
}

export async function signIn(
  _before: FormAnswer<"email" | "password">,
  data: FormData,
): Promise<FormAnswer<"email" | "password">> {
  const foreign = await foreignSender();
  if (foreign) return refusal(foreign, {}, data);
  const result = await door().services.auth.signIn(Object.fromEntries(data), await call());
  if (!result.ok) return refusal(result.message, result.fieldErrors ?? {}, data);
  await setCookies(result.headers);
  redirect(result.redirectTo);
}

/** Says the same whether or not there is such an account. */
export async function mailLink(
  _before: FormAnswer<"email" | "password">,
  data: FormData,
): Promise<FormAnswer<"email" | "password">> {
  const foreign = await foreignSender();
  if (foreign) return refusal(foreign, {}, data);
  const result = await door().services.auth.requestMagicLink(
    Object.fromEntries(data),
    await call(),
  );
  if (!result.ok) return refusal(result.message, result.fieldErrors ?? {}, data);
  const address = textOf(data, "email").trim();
  return { success: true, message: `If ${address} has an account, a link is on its way.` };
}

export async function signOut(): Promise<void> {
  const result = await door().services.auth.signOut(await call());
  if (result.ok) await setCookies(result.headers);
  redirect("/sign-in");
}
