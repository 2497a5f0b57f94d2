"use client";

import { Answer } from "@quoin/ui/answer";
import { TextInput } from "@quoin/ui/field";
import { FormMessage } from "@quoin/ui/form-message";
import { SubmitButton } from "@quoin/ui/submit-button";
import { useActionState } from "react";
import { shown } from "@quoin/ui/form-state";
import { signUp } from "./actions.ts";

/** Asks for an account. It is there once the link in the mail was followed. */
export function SignUpForm({ redirectTo }: { redirectTo: string | undefined }) {
  const [answer, send] = useActionState(signUp, null);
  const { message, error, errors, values } = shown(answer);
  if (message) {
    return (
      <FormMessage tone="ok" title="Check your mail">
        {message}
      </FormMessage>
    );
  }
  return (
    <form action={send}>
      <Answer message={null} error={error} />
      {redirectTo && <input type="hidden" name="redirectTo" value={redirectTo} />}
      <TextInput
        label="Name"
        name="name"
        autoComplete="name"
        required
        maxLength={120}
        defaultValue={values.name}
        error={errors.name}
        hint="Stands beside your comments."
      />
      <TextInput
        label="Email address"
        name="email"
        type="email"
        autoComplete="username"
        required
        defaultValue={values.email}
        error={errors.email}
        hint="Never shown to anyone."
      />
      <TextInput
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        required
        minLength={10}
        error={errors.password}
        hint="At least 10 characters. Several words are better than signs."
      />
      <SubmitButton variant="lock" size="lg" wide busyLabel="Creating the account">
        Create account
      </SubmitButton>
    </form>
  );
}
