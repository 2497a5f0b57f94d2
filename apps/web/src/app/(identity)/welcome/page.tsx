import { door } from "@quoin/api/door";
import type { Metadata } from "next";
import { firstOf } from "../../../addresses.ts";
import { publication } from "../../../api.ts";
import { PageLink } from "../../../frame/page-link.tsx";
import { IdentityPage } from "../../../identity/identity-page.tsx";
import { ForgotPasswordForm } from "../../../identity/password-forms.tsx";
import { WelcomeForm } from "../../../identity/welcome-form.tsx";

export const metadata: Metadata = {
  title: "Welcome",
  robots: { index: false },
  referrer: "same-origin",
};

export default async function WelcomePage({ searchParams }: PageProps<"/welcome">) {
  const token = firstOf((await searchParams)["token"]) ?? "";
  const [invited, { title }] = await Promise.all([
    door().services.auth.readInvitation({ token }),
    publication(),
  ]);
  if (invited === null)
    return (
      <IdentityPage
        kicker="By invitation"
        title="This link is no longer good"
        say="An invitation works once, for seven days. Tell us your address, and another one is on its way."
      >
        <ForgotPasswordForm />
        <p className="fine">
          Have a password already? <PageLink href="/sign-in">Sign in</PageLink>.
        </p>
      </IdentityPage>
    );
  return (
    <IdentityPage
      kicker="By invitation"
      title={`Welcome to ${title}`}
      say={`${invited.name}, an account was made for you. Choose your password.`}
    >
      <WelcomeForm token={token} email={invited.email} />
    </IdentityPage>
  );
}
