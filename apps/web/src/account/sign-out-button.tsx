import { SubmitButton } from "@quoin/ui/submit-button";

/** Ends this session. */
export function SignOutButton() {
  return (
    <SubmitButton variant="line" size="lg" busyLabel="Signing out">
      Sign out
    </SubmitButton>
  );
}
