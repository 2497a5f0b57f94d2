"use client";

import { Answer } from "@quoin/ui/answer";
import { TextInput } from "@quoin/ui/field";
import { FormMessage } from "@quoin/ui/form-message";
import { SubmitButton } from "@quoin/ui/submit-button";
import { useActionState } from "react";
import { shown } from "@quoin/ui/form-state";
import { requestPasswordReset, resetPassword } from "./actions.ts";

/** Asks for a link to choose a new password. */
export function ForgotPasswordForm() {
  const [answer, send] = useActionState(requestPasswordReset, null);
  const { message, error, errors, values } = shown(answer);
  return (
    <form action={send}>
      <Answer message={message} error={error} />
      <TextInput
        label="Email address"
        name="email"
        type="email"
        autoComplete="username"
        required
        defaultValue={values.email}
        error={errors.email}
      />
      <SubmitButton size="lg" wide busyLabel="Sending the link">
        Send the link
      </SubmitButton>
    </form>
  );
}

/** Chooses a new password by the mailed link. */
export function ResetPasswordForm({ token }: { token: string }) {
  const [answer, send] = useActionState(resetPassword, null);
  const { message, error, errors } = shown(answer);
  if (message) {
    return (
      <>
        <FormMessage tone="ok" title="Done">
          {message}
        </FormMessage>
        <a className="btn btn-ink btn-lg btn-wide" href="/sign-in">
          Sign in
        </a>
      </>
    );
  }
  return (
    <form action={send}>
      <Answer message={null} error={error} />
      <input type="hidden" name="token" value={token} />
      <TextInput
        label="New password"
        name="password"
        type="password"
        autoComplete="new-password"
        required
        minLength={10}
        error={errors.password}
        hint="At least 10 characters."
      />
      <SubmitButton variant="lock" size="lg" wide busyLabel="Changing the password">
        Change password
      </SubmitButton>
    </form>
  );
}
