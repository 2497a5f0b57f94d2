"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { api } from "../api.ts";
import { door } from "@quoin/api/door";
import { act, authCall, isScripted, refusalOf } from "../forms/act.ts";
import { type FormAnswer, textOf } from "@quoin/ui/form-state";
import { setCookies } from "../identity/cookies.ts";

/** Shows what was done: in place with script, by loading the page anew without. */
async function done(message: string, part: string): Promise<{ success: true; message: string }> {
  if (!(await isScripted())) redirect(`/account?done=${part}#${part}`);
  refresh();
  return { success: true, message };
}

type ProfileField = "name" | "handle" | "bio";

export async function updateProfile(
  _before: FormAnswer<ProfileField>,
  data: FormData,
): Promise<FormAnswer<ProfileField>> {
  return act(data, ["name", "handle", "bio"], async (form) => {
    const { user } = await api();
    await user.updateProfile({
      name: textOf(form, "name"),
      handle: textOf(form, "handle"),
      bio: textOf(form, "bio"),
    });
    return done("Saved.", "profile");
  });
}

type PasswordField = "currentPassword" | "newPassword" | "revokeKeys";

export async function changePassword(
  _before: FormAnswer<PasswordField>,
  data: FormData,
): Promise<FormAnswer<PasswordField>> {
  return act(data, ["revokeKeys"], async (form) => {
    const { auth } = door().services;
    const result = await auth.changePassword(Object.fromEntries(form), await authCall());
    if (!result.ok)
      return refusalOf(result, form, ["revokeKeys"], ["currentPassword", "newPassword"]);
    await setCookies(result.headers);
    return done("Changed. Every other device is signed out.", "password");
  });
}

/** Ends sessions of one's own, by their ids. */
export async function revokeSessions(_before: FormAnswer, data: FormData): Promise<FormAnswer> {
  return act(data, [], async (form) => {
    const ids = form.getAll("id").filter((id) => typeof id === "string");
    await (await api()).user.revokeSessions({ ids });
    return done("Signed out there.", "sessions");
  });
}
