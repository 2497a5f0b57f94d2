import { CodeForm } from "@quoin/ui/code-form";
import type { Metadata } from "next";
import Link from "next/link";
import { signInWithCode } from "../../../identity/actions.ts";
import { IdentityPage } from "../../../identity/identity-page.tsx";

export const metadata: Metadata = { title: "Your code" };

export default function SignInCodePage() {
  return (
    <IdentityPage
      kicker="One more step"
      title="Your code"
      say="This account asks for a code as well. Your app shows one that changes every half minute."
    >
      <CodeForm action={signInWithCode} />
      <p className="fine">
        A recovery code works once, when the app is gone. <Link href="/sign-in">Begin again</Link>
      </p>
    </IdentityPage>
  );
}
