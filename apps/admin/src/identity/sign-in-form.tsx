"use client";

import { FormMessage } from "@quoin/ui";
import { TextInput } from "@quoin/ui/field";
import { type FormAnswer, shown } from "@quoin/ui/form-state";
import { SubmitButton } from "@quoin/ui/submit-button";
import { useActionState } from "react";
import { signIn } from "./actions.ts";

type Answer = FormAnswer<"email" | "password">;

/** Signs in by password. Works without script. */
export function SignInForm({ redirectTo }: { redirectTo: string | undefined }) {
  const [answer, send] = useActionState<Answer, FormData>(signIn, null);
  const { message, error, errors, values } = shown(answer);
  return (
    <form action={send} className="form">
      {error && <FormMessage tone="error">{error}</FormMessage>}
      {message && <FormMessage tone="ok">{message}</FormMessage>}
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
        error={errors.password}
      />
      <SubmitButton size="lg" wide busyLabel="Signing in">
        Sign in
      </SubmitButton>
    </form>
  );
}
