import type { Metadata } from "next";
import { webUrl } from "../../api.ts";
import { IdentityPage } from "../../identity/identity-page.tsx";
import { ResetPasswordForm } from "../../identity/token-form.tsx";
import { firstOf } from "../../list/address.ts";

export const metadata: Metadata = { title: "Choose a password", referrer: "same-origin" };

export default async function ResetPasswordPage({ searchParams }: PageProps<"/reset-password">) {
  const token = firstOf((await searchParams)["token"]) ?? "";
  return (
    <IdentityPage
      kicker="Writers and editors"
      title="Choose a password"
      say="It signs you out everywhere else."
    >
      <ResetPasswordForm token={token} />
      <p className="fine">
        The link works once. <a href={`${webUrl()}/forgot-password`}>Ask for another one</a>.
      </p>
    </IdentityPage>
  );
}
