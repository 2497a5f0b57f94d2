import type { Metadata } from "next";
import { firstOf } from "../../../../addresses.ts";
import { PageLink } from "../../../../frame/page-link.tsx";
import { IdentityPage } from "../../../../identity/identity-page.tsx";
import { FollowLinkForm } from "../../../../identity/token-form.tsx";

export const metadata: Metadata = {
  title: "Sign in by link",
  robots: { index: false },
  referrer: "same-origin",
};

export default async function SignInLinkPage({ searchParams }: PageProps<"/sign-in/link">) {
  const { token, redirectTo } = await searchParams;
  return (
    <IdentityPage
      kicker="By mail"
      title="Here you are"
      say="One press, and you are signed in on this device."
    >
      <FollowLinkForm token={firstOf(token) ?? ""} redirectTo={firstOf(redirectTo)} />
      <p className="fine">
        The link works once. <PageLink href="/sign-in">Ask for another one</PageLink>.
      </p>
    </IdentityPage>
  );
}
