import type { Metadata } from "next";
import { PageLink } from "../../../../frame/page-link.tsx";
import { CodeForm } from "../../../../identity/code-form.tsx";
import { IdentityPage } from "../../../../identity/identity-page.tsx";

export const metadata: Metadata = { title: "Your code", robots: { index: false } };

export default function SignInCodePage() {
  return (
    <IdentityPage
      kicker="One more step"
      title="Your code"
      say="This account asks for a code as well. Your app shows one that changes every half minute."
    >
      <CodeForm />
      <p className="fine">
        A recovery code works once, when the app is gone.{" "}
        <PageLink href="/sign-in">Begin again</PageLink>
      </p>
    </IdentityPage>
  );
}
