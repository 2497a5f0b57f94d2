"use client";

import { Answer } from "@quoin/ui/answer";
import { Checkbox, TextInput } from "@quoin/ui/field";
import { SubmitButton } from "@quoin/ui/submit-button";
import { useActionState } from "react";
import { shown } from "@quoin/ui/form-state";
import { changePassword } from "./actions.ts";

/** Changes one's password, knowing the old one. */
export function PasswordForm({
  email,
  hasKeys,
  done,
}: {
  email: string;
  hasKeys: boolean;
  done: string | null;
}) {
  const [answer, send] = useActionState(changePassword, null);
  const { message, error, errors, values } = shown(answer);
  return (
    <form className="a-form" action={send}>
      <Answer message={message ?? (answer ? null : done)} error={error} />
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
      <div>
        <SubmitButton size="lg" busyLabel="Changing the password">
          Change password
        </SubmitButton>
      </div>
    </form>
  );
}
