import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { viewer } from "../../api.ts";
import { SignInForm } from "../../identity/sign-in-form.tsx";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const asked = (await searchParams)["redirectTo"];
  const redirectTo = typeof asked === "string" ? asked : "/";
  if (await viewer()) redirect("/");
  return (
    <main id="main" className="wrap">
      <h1>Sign in to the newsroom</h1>
      <SignInForm redirectTo={redirectTo} />
    </main>
  );
}
