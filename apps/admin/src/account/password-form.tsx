"use client";

import { FormMessage } from "@quoin/ui";
import { Checkbox, TextInput } from "@quoin/ui/field";
import { type FormAnswer, shown } from "@quoin/ui/form-state";
import { SubmitButton } from "@quoin/ui/submit-button";
import { useActionState } from "react";
import { changePassword } from "./actions.ts";

type Answer = FormAnswer<"currentPassword" | "newPassword" | "revokeKeys">;

/** Changes one's password, knowing the old one. Works without script. */
export function PasswordForm({ email, hasKeys }: { email: string; hasKeys: boolean }) {
  const [answer, send] = useActionState<Answer, FormData>(changePassword, null);
  const { message, error, errors, values } = shown(answer);
  return (
    <form className="fields" action={send}>
      {error && <FormMessage tone="error">{error}</FormMessage>}
      {message && <FormMessage tone="ok">{message}</FormMessage>}
      {/* Tells password managers whose password this is. */}
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <TextInput
        label="Current password"
        name="currentPassword"
        type="password"
        autoComplete="current-password"
        required
        error={errors.currentPassword}
      />
      <TextInput
        label="New password"
        name="newPassword"
        type="password"
        autoComplete="new-password"
        required
        minLength={10}
        error={errors.newPassword}
        hint="At least 10 characters. Every other device is signed out."
      />
      {hasKeys && (
        <Checkbox
          name="revokeKeys"
          label="Revoke my API keys as well"
          hint="Programs that use them stop working until you give them new ones."
          // As it was sent: who took the tick off and mistyped a password must not lose their keys.
          defaultChecked={values.revokeKeys !== ""}
        />
      )}
      <div className="form-acts">
        <SubmitButton busyLabel="Changing the password">Change password</SubmitButton>
      </div>
    </form>
  );
}
