"use client";

import { Answer } from "@quoin/ui/answer";
import { TextInput } from "@quoin/ui/field";
import { FormMessage } from "@quoin/ui/form-message";
import { type FormAnswer, shown } from "@quoin/ui/form-state";
import { SubmitButton } from "@quoin/ui/submit-button";
import { useActionState } from "react";
import { resetPassword, signInWithLink, verifyEmail } from "./actions.ts";

interface TokenProps {
  readonly token: string;
  readonly redirectTo?: string | undefined;
}

export function FollowLinkForm(props: TokenProps) {
  return <TokenForm follow={signInWithLink} label="Sign in" busy="Signing in" {...props} />;
}

export function VerifyEmailForm(props: TokenProps) {
  return (
    <TokenForm follow={verifyEmail} label="Confirm and sign in" busy="Confirming" {...props} />
  );
}

/** Follows a mailed link at the press of a button: opening the page alone uses nothing up. */
function TokenForm({
  token,
  redirectTo,
  follow,
  label,
  busy,
}: TokenProps & {
  follow: (before: FormAnswer, data: FormData) => Promise<FormAnswer>;
  label: string;
  busy: string;
}) {
  const [answer, send] = useActionState(follow, null);
  const { error } = shown(answer);
  return (
    <form action={send}>
      <Answer message={null} error={error} />
      <input type="hidden" name="token" value={token} />
      {redirectTo && <input type="hidden" name="redirectTo" value={redirectTo} />}
      <SubmitButton size="lg" wide busyLabel={busy}>
        {label}
      </SubmitButton>
    </form>
  );
}

/** Chooses a password by the mailed link. */
export function ResetPasswordForm({ token }: TokenProps) {
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
        hint="At least 10 characters. Several words are better than signs."
      />
      <SubmitButton size="lg" wide busyLabel="Setting the password">
        Set password
      </SubmitButton>
    </form>
  );
}
