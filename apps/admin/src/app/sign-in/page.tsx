import { door } from "@quoin/api/door";
import { FormMessage } from "@quoin/ui";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { viewer, webUrl } from "../../api.ts";
import { Elsewhere } from "../../identity/elsewhere.tsx";
import { IdentityPage } from "../../identity/identity-page.tsx";
import { MailLinkForm, SignInForm } from "../../identity/sign-in-form.tsx";
import { firstOf } from "../../list/address.ts";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const query = await searchParams;
  const redirectTo = firstOf(query["redirectTo"]);
  const trouble = door().services.auth.explain(firstOf(query["error"]) ?? "");
  if (await viewer()) redirect("/");
  return (
    <IdentityPage
      kicker="Writers and editors"
      title="Sign in"
      say="To the newsroom: drafts, comments, and the machine room."
      beside={
        <>
          <p className="kicker">By mail</p>
          <h2 id="beside-title">Without a password</h2>
          <p className="say">We send a link to your inbox. It works once.</p>
          <MailLinkForm redirectTo={redirectTo} />
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
        <a href={`${webUrl()}/forgot-password`}>Forgot your password?</a>
      </p>
    </IdentityPage>
  );
}
