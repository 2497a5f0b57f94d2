"use client";

import { TextInput } from "@quoin/ui/field";
import { shown } from "@quoin/ui/form-state";
import { SubmitButton } from "@quoin/ui/submit-button";
import { useActionState } from "react";
import { signInWithCode } from "./actions.ts";
import { Answer } from "./answer.tsx";

/** Asks for the code of the app, or a recovery code. Works without script. */
export function CodeForm() {
  const [answer, send] = useActionState(signInWithCode, null);
  const { error, errors } = shown(answer);
  return (
    <form action={send}>
      <Answer message={null} error={error} />
      <TextInput
        label="Code"
        name="code"
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
        mono
        required
        error={errors.code}
        hint="Six figures from your app, or one of your recovery codes."
      />
      <SubmitButton size="lg" wide busyLabel="Signing in">
        Sign in
      </SubmitButton>
    </form>
  );
}
