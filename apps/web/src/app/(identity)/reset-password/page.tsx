import type { Metadata } from "next";
import { firstOf } from "../../../addresses.ts";
import { PageLink } from "../../../frame/page-link.tsx";
import { IdentityPage } from "../../../identity/identity-page.tsx";
import { ResetPasswordForm } from "../../../identity/password-forms.tsx";

export const metadata: Metadata = {
  title: "Choose a new password",
  robots: { index: false },
  referrer: "same-origin",
};

export default async function ResetPasswordPage({ searchParams }: PageProps<"/reset-password">) {
  const token = firstOf((await searchParams)["token"]) ?? "";
  return (
    <IdentityPage
      kicker="Readers and writers"
      title="Choose a new password"
      say="It signs you out everywhere else."
    >
      <ResetPasswordForm token={token} />
      <p className="fine">
        The link works once. <PageLink href="/forgot-password">Ask for another one</PageLink>.
      </p>
    </IdentityPage>
  );
}
