import type { Metadata } from "next";
import Link from "next/link";
import { IdentityPage } from "../../identity/identity-page.tsx";
import { VerifyEmailForm } from "../../identity/token-form.tsx";
import { firstOf } from "../../list/address.ts";

export const metadata: Metadata = { title: "Confirm your address", referrer: "same-origin" };

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
        The link works once. <Link href="/sign-in">Back to signing in</Link>.
      </p>
    </IdentityPage>
  );
}
