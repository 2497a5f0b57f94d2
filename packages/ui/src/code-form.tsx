"use client";

import { useActionState } from "react";
import { Answer } from "./answer.tsx";
import { TextInput } from "./field.tsx";
import { type FormAnswer, shown } from "./form-state.ts";
import { SubmitButton } from "./submit-button.tsx";

export interface CodeFormProps {
  /** Is sent the field `code`, and leads on when it is right. */
  action: (before: FormAnswer<"code">, data: FormData) => Promise<FormAnswer<"code">>;
}

/** Asks for the code of the app, or a recovery code. Works without script. */
export function CodeForm({ action }: CodeFormProps) {
  const [answer, send] = useActionState(action, null);
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
