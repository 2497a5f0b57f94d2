import type { Metadata } from "next";
import Link from "next/link";
import { IdentityPage } from "../../../identity/identity-page.tsx";
import { FollowLinkForm } from "../../../identity/token-form.tsx";
import { firstOf } from "../../../list/address.ts";

export const metadata: Metadata = { title: "Sign in by link", referrer: "same-origin" };

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
        The link works once. <Link href="/sign-in">Ask for another one</Link>.
      </p>
    </IdentityPage>
  );
}
