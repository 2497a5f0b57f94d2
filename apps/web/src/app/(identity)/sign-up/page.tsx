import { ButtonLink, FormMessage } from "@quoin/ui";
import type { Metadata } from "next";
import { firstOf, signInPath } from "../../../addresses.ts";
import { publication } from "../../../api.ts";
import { PageLink } from "../../../frame/page-link.tsx";
import { IdentityPage } from "../../../identity/identity-page.tsx";
import { SignUpForm } from "../../../identity/sign-up-form.tsx";

export const metadata: Metadata = { title: "Create an account", robots: { index: false } };

export default async function SignUpPage({ searchParams }: PageProps<"/sign-up">) {
  const redirectTo = firstOf((await searchParams)["redirectTo"]);
  const { title, signUpOpen } = await publication();
  return (
    <IdentityPage
      kicker="New here"
      title="Create an account"
      say={`To take part in what is said at ${title}.`}
      beside={
        <>
          <p className="kicker">Readers and writers</p>
          <h2>Been here before?</h2>
          <p className="say">Then everything is where you left it.</p>
          <ButtonLink as={PageLink} variant="line" size="lg" wide href={signInPath(redirectTo)}>
            Sign in
          </ButtonLink>
        </>
      }
    >
      {signUpOpen ? (
        <SignUpForm redirectTo={redirectTo} />
      ) : (
        <FormMessage title="Not at the moment">
          New accounts are made by the editors here. Everything can be read without one.
        </FormMessage>
      )}
      <p className="fine">We keep your name, your address and what you write, and nothing else.</p>
    </IdentityPage>
  );
}
