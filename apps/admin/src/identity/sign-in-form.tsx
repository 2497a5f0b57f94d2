"use client";

import { Answer } from "@quoin/ui/answer";
import { TextInput } from "@quoin/ui/field";
import { shown } from "@quoin/ui/form-state";
import { SubmitButton } from "@quoin/ui/submit-button";
import { useActionState } from "react";
import { mailLink, signIn } from "./actions.ts";

interface Props {
  /** A path of ours to go to afterwards. */
  readonly redirectTo: string | undefined;
}

/** Signs in by password. Works without script. */
export function SignInForm({ redirectTo }: Props) {
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
export function MailLinkForm({ redirectTo }: Props) {
  const [answer, send] = useActionState(mailLink, null);
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
