"use client";

import { Answer } from "@quoin/ui/answer";
import { TextInput } from "@quoin/ui/field";
import { shown } from "@quoin/ui/form-state";
import { SubmitButton } from "@quoin/ui/submit-button";
import { useActionState } from "react";
import { acceptInvitation } from "./invitation.ts";

/** Chooses the first password. The address is there for password managers, which keep both together. */
export function WelcomeForm({ token, email }: { token: string; email: string }) {
  const [answer, send] = useActionState(acceptInvitation, null);
  const { error, errors } = shown(answer);
  return (
    <form action={send}>
      <Answer message={null} error={error} />
      <input type="hidden" name="token" value={token} />
      <TextInput
        label="Email address"
        type="email"
        autoComplete="username"
        readOnly
        defaultValue={email}
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
      <SubmitButton variant="lock" size="lg" wide busyLabel="Setting the password">
        Set password and sign in
      </SubmitButton>
    </form>
  );
}
