"use client";

import { Answer } from "@quoin/ui/answer";
import { ButtonLink } from "@quoin/ui";
import { TextInput } from "@quoin/ui/field";
import { FormMessage } from "@quoin/ui/form-message";
import { type FormAnswer, shown } from "@quoin/ui/form-state";
import { SubmitButton } from "@quoin/ui/submit-button";
import { type ReactNode, useActionState } from "react";
import {
  beginTwoFactor,
  confirmTwoFactor,
  disableTwoFactor,
  renewRecoveryCodes,
} from "./two-factor-actions.ts";

type Send = (data: FormData) => void;
type Both = FormAnswer<"password" | "code">;

/**
 * All of it in one place: the answer with the recovery codes must find its form again, though the page
 * around it has moved on from asking for the first code to what there is to change.
 */
export function TwoFactorForms({
  enabled,
  email,
  setup,
}: {
  enabled: boolean;
  email: string;
  /** How to tell an app the secret, while one is waiting for its first code. */
  setup: ReactNode;
}) {
  const [begun, begin] = useActionState(beginTwoFactor, null);
  const [confirmed, confirm] = useActionState(confirmTwoFactor, null);
  const [renewed, renew] = useActionState(renewRecoveryCodes, null);
  const [ended, end] = useActionState(disableTwoFactor, null);
  const made = [confirmed, renewed].find((answer) => answer && answer.codes.length > 0);
  if (made) return <RecoveryCodes codes={made.codes} say={shown(made.answer).message} />;
  if (enabled) {
    return (
      <>
        <section aria-labelledby="new-codes">
          <h2 className="sect" id="new-codes">
            New recovery codes
          </h2>
          <p className="a-say">Ten new ones, in the place of all from before.</p>
          <BothForm email={email} answer={renewed?.answer ?? null} send={renew} busy="Making codes">
            Make new codes
          </BothForm>
        </section>
        <section aria-labelledby="turn-off">
          <h2 className="sect" id="turn-off">
            Turn codes off
          </h2>
          <p className="a-say">Your password alone signs you in then.</p>
          <BothForm email={email} answer={ended} send={end} busy="Turning off" danger>
            Turn codes off
          </BothForm>
        </section>
      </>
    );
  }
  if (setup) return <ConfirmForm answer={confirmed?.answer ?? null} send={confirm} setup={setup} />;
  return <BeginForm email={email} answer={begun} send={begin} />;
}

/** Tells password managers whose password this is. */
const Owner = ({ email }: { email: string }) => (
  <input type="hidden" autoComplete="username" value={email} readOnly />
);

function Password({ error }: { error: string | undefined }) {
  return (
    <TextInput
      label="Your password"
      name="password"
      type="password"
      autoComplete="current-password"
      required
      error={error}
    />
  );
}

function Code({ error, hint }: { error: string | undefined; hint: string }) {
  return (
    <TextInput
      label="Code"
      name="code"
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={64}
      mono
      required
      error={error}
      hint={hint}
    />
  );
}

function BeginForm({
  email,
  answer,
  send,
}: {
  email: string;
  answer: FormAnswer<"password">;
  send: Send;
}) {
  const { error, errors } = shown(answer);
  return (
    <form className="a-form" action={send}>
      <Answer message={null} error={error} />
      <Owner email={email} />
      <Password error={errors.password} />
      <div>
        <SubmitButton size="lg" busyLabel="Preparing">
          Set up an app
        </SubmitButton>
      </div>
    </form>
  );
}

function ConfirmForm({ answer, send, setup }: { answer: Both; send: Send; setup: ReactNode }) {
  const { error, errors } = shown(answer);
  return (
    <>
      {setup}
      <form className="a-form" action={send}>
        <Answer message={null} error={error} />
        <Code error={errors.code} hint="The six figures that the app shows now." />
        <div>
          <SubmitButton variant="lock" size="lg" busyLabel="Checking">
            Confirm
          </SubmitButton>
        </div>
      </form>
    </>
  );
}

function BothForm({
  email,
  answer,
  send,
  busy,
  danger = false,
  children,
}: {
  email: string;
  answer: Both;
  send: Send;
  busy: string;
  danger?: boolean;
  children: string;
}) {
  const { error, errors } = shown(answer);
  return (
    <form className="a-form" action={send}>
      <Answer message={null} error={error} />
      <Owner email={email} />
      <Password error={errors.password} />
      <Code error={errors.code} hint="Six figures from your app, or a recovery code." />
      <div>
        <SubmitButton size="lg" variant={danger ? "danger" : "line"} busyLabel={busy}>
          {children}
        </SubmitButton>
      </div>
    </form>
  );
}

function RecoveryCodes({ codes, say }: { codes: readonly string[]; say: string | null }) {
  return (
    <section className="a-codes" aria-labelledby="recovery-codes">
      <FormMessage tone="ok">{say}</FormMessage>
      <h2 className="sect" id="recovery-codes">
        Recovery codes
      </h2>
      <p>
        Each signs you in once when the app is gone. Write them down or print them, and keep them
        where you keep your password: <strong>they are not shown again.</strong>
      </p>
      <ol>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <ButtonLink size="lg" href="/account">
        I have kept them
      </ButtonLink>
    </section>
  );
}
