import type { Metadata } from "next";
import { firstOf } from "../../../addresses.ts";
import { PageLink } from "../../../frame/page-link.tsx";
import { IdentityPage } from "../../../identity/identity-page.tsx";
import { VerifyEmailForm } from "../../../identity/token-form.tsx";

export const metadata: Metadata = {
  title: "Confirm your address",
  robots: { index: false },
  referrer: "same-origin",
};

export default async function VerifyEmailPage({ searchParams }: PageProps<"/verify-email">) {
  const { token, redirectTo } = await searchParams;
  return (
    <IdentityPage
      kicker="New here"
      title="Confirm your address"
      say="One press, and your account is ready."
    >
      <VerifyEmailForm token={firstOf(token) ?? ""} redirectTo={firstOf(redirectTo)} />
      <p className="fine">
        The link works once. <PageLink href="/sign-up">Ask for another one</PageLink>.
      </p>
    </IdentityPage>
  );
}
