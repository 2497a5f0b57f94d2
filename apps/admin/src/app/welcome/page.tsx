import { door } from "@quoin/api/door";
import { ButtonLink } from "@quoin/ui";
import type { Metadata } from "next";
import { publication, webUrl } from "../../api.ts";
import { IdentityPage } from "../../identity/identity-page.tsx";
import { WelcomeForm } from "../../identity/welcome-form.tsx";
import { firstOf } from "../../list/address.ts";

export const metadata: Metadata = { title: "Welcome", referrer: "same-origin" };

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
        say="An invitation works once, for seven days. Ask for another one with your address."
      >
        <ButtonLink size="lg" wide href={`${webUrl()}/forgot-password`}>
          Ask for another one
        </ButtonLink>
        <p className="fine">
          Have a password already? <a href="/sign-in">Sign in</a>.
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
