import type { Metadata } from "next";
import { PageLink } from "../../../frame/page-link.tsx";
import { IdentityPage } from "../../../identity/identity-page.tsx";
import { ForgotPasswordForm } from "../../../identity/password-forms.tsx";

export const metadata: Metadata = { title: "Forgot your password", robots: { index: false } };

export default function ForgotPasswordPage() {
  return (
    <IdentityPage
      kicker="Readers and writers"
      title="Forgot your password?"
      say="We send a link to choose a new one."
    >
      <ForgotPasswordForm />
      <p className="fine">
        Or go <PageLink href="/sign-in">back to signing in</PageLink>.
      </p>
    </IdentityPage>
  );
}
