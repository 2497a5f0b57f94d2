"use client";

import { Answer } from "@quoin/ui/answer";
import { TextInput } from "@quoin/ui/field";
import { SubmitButton } from "@quoin/ui/submit-button";
import { useActionState } from "react";
import { shown } from "@quoin/ui/form-state";
import { mailSignInLink, signIn } from "./actions.ts";

/** Signs in by password. */
export function SignInForm({ redirectTo }: { redirectTo: string | undefined }) {
  const [answer, send] = useActionState(signIn, null);
  const { error, errors, values } = shown(answer);
  return (
    <form action={send}>
      <Answer message={null} error={error} />
      {redirectTo && <input type="hidden" name="redirectTo" value={redirectTo} />}
      <TextInput
        label="Email address"
        name="email"
        type="email"
        autoComplete="username"
        required
        defaultValue={values.email}
        error={errors.email}
      />
      <TextInput
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        error={errors.password}
      />
      <SubmitButton size="lg" wide busyLabel="Signing in">
        Sign in
      </SubmitButton>
    </form>
  );
}

/** Asks for a link by mail instead. */
export function SignInLinkForm({ redirectTo }: { redirectTo: string | undefined }) {
  const [answer, send] = useActionState(mailSignInLink, null);
  const { message, error, errors, values } = shown(answer);
  return (
    <form action={send}>
      <Answer message={message} error={error} />
      {redirectTo && <input type="hidden" name="redirectTo" value={redirectTo} />}
      <TextInput
        label="Email address for the link"
        name="email"
        type="email"
        autoComplete="email"
        required
        defaultValue={values.email}
        error={errors.email}
      />
      <SubmitButton variant="line" size="lg" wide busyLabel="Sending the link">
        Email me a link
      </SubmitButton>
    </form>
  );
}
