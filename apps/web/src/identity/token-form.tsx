"use client";

import { Answer } from "@quoin/ui/answer";
import { SubmitButton } from "@quoin/ui/submit-button";
import { useActionState } from "react";
import { type FormAnswer, shown } from "@quoin/ui/form-state";
import { signInWithLink, verifyEmail } from "./actions.ts";

type Follow = (before: FormAnswer, data: FormData) => Promise<FormAnswer>;

interface TokenProps {
  readonly token: string;
  readonly redirectTo: string | undefined;
}

export function VerifyEmailForm(props: TokenProps) {
  return (
    <TokenForm follow={verifyEmail} label="Confirm and sign in" busy="Confirming" {...props} />
  );
}

export function FollowLinkForm(props: TokenProps) {
  return <TokenForm follow={signInWithLink} label="Sign in" busy="Signing in" {...props} />;
}

/** Follows a mailed link at the press of a button: opening the page alone uses nothing up. */
function TokenForm({
  token,
  redirectTo,
  follow,
  label,
  busy,
}: TokenProps & { follow: Follow; label: string; busy: string }) {
  const [answer, send] = useActionState(follow, null);
  const { error } = shown(answer);
  return (
    <form action={send}>
      <Answer message={null} error={error} />
      <input type="hidden" name="token" value={token} />
      {redirectTo && <input type="hidden" name="redirectTo" value={redirectTo} />}
      <SubmitButton variant="lock" size="lg" wide busyLabel={busy}>
        {label}
      </SubmitButton>
    </form>
  );
}
