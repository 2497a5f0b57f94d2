import { door } from "@quoin/api/door";
import { ButtonLink, FormMessage } from "@quoin/ui";
import type { Metadata } from "next";
import { firstOf, withQuery } from "../../../addresses.ts";
import { publication } from "../../../api.ts";
import { PageLink } from "../../../frame/page-link.tsx";
import { Elsewhere } from "../../../identity/elsewhere.tsx";
import { IdentityPage } from "../../../identity/identity-page.tsx";
import { SignInForm, SignInLinkForm } from "../../../identity/sign-in-form.tsx";

export const metadata: Metadata = { title: "Sign in", robots: { index: false } };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const query = await searchParams;
  const redirectTo = firstOf(query["redirectTo"]);
  const trouble = door().services.auth.explain(firstOf(query["error"]) ?? "");
  const { signUpOpen } = await publication();
  return (
    <IdentityPage
      kicker="Readers and writers"
      title="Sign in"
      say="To comment, or to write."
      beside={
        <>
          <p className="kicker">By mail</p>
          <h2>Without a password</h2>
          <p className="say">We send a link to your inbox. It works once.</p>
          <SignInLinkForm redirectTo={redirectTo} />
          {signUpOpen && (
            <>
              <p className="or">
                <span>new here?</span>
              </p>
              <ButtonLink
                as={PageLink}
                variant="line"
                size="lg"
                wide
                href={withQuery("/sign-up", { redirectTo })}
              >
                Create an account
              </ButtonLink>
            </>
          )}
        </>
      }
    >
      {trouble && (
        <FormMessage tone="error" className="sign-trouble">
          {trouble}
        </FormMessage>
      )}
      <SignInForm redirectTo={redirectTo} />
      <Elsewhere redirectTo={redirectTo} />
      <p className="fine">
        <PageLink href="/forgot-password">Forgot your password?</PageLink>
      </p>
    </IdentityPage>
  );
}
