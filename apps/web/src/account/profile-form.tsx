"use client";

import { Answer } from "@quoin/ui/answer";
import { TextArea, TextInput } from "@quoin/ui/field";
import { SubmitButton } from "@quoin/ui/submit-button";
import { useActionState } from "react";
import { shown } from "@quoin/ui/form-state";
import { SignedOut } from "../forms/signed-out.tsx";
import { updateProfile } from "./actions.ts";

/** One's public face. */
export function ProfileForm({
  name,
  handle,
  bio,
  done,
  isSignedOut = false,
}: {
  name: string;
  handle: string;
  bio: string;
  /** Said when the page was loaded anew after saving. */
  done: string | null;
  /** The session ended since: the form comes back with what was typed, when there is something. */
  isSignedOut?: boolean;
}) {
  const [answer, send] = useActionState(updateProfile, null);
  const { message, error, errors, values } = shown(answer);
  if (isSignedOut && answer === null) return null;
  return (
    <form className="a-form" action={send}>
      {isSignedOut ? (
        <SignedOut back="/account" />
      ) : (
        <Answer message={message ?? (answer ? null : done)} error={error} />
      )}
      <TextInput
        label="Name"
        name="name"
        autoComplete="name"
        required
        maxLength={120}
        defaultValue={values.name ?? name}
        error={errors.name}
      />
      <TextInput
        label="Handle"
        name="handle"
        mono
        required
        maxLength={64}
        defaultValue={values.handle ?? handle}
        error={errors.handle}
        hint="Your name in addresses: small letters, figures and hyphens."
      />
      <TextArea
        label="About you"
        name="bio"
        rows={3}
        maxLength={500}
        defaultValue={values.bio ?? bio}
        error={errors.bio}
        hint="One or two sentences. They stand beside what you write."
      />
      <div>
        <SubmitButton size="lg" busyLabel="Saving">
          Save profile
        </SubmitButton>
      </div>
    </form>
  );
}
