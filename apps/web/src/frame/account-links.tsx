import { buttonClass } from "@quoin/ui";
import { adminUrl, publication, viewer } from "../api.ts";
import { PageLink } from "./page-link.tsx";

/** What a reader can do about their account, at the right of a page's head. */
export async function AccountLinks({ className }: { className?: string }) {
  const [user, { signUpOpen }] = await Promise.all([viewer(), publication()]);
  const look = (variant: "ink" | "quiet") =>
    [buttonClass({ variant }), className].filter(Boolean).join(" ");
  if (user) {
    return (
      <>
        <PageLink className={look("quiet")} href="/account">
          Account
        </PageLink>
        {user.role !== "reader" && (
          <a className={look("ink")} href={adminUrl()}>
            Newsroom
          </a>
        )}
      </>
    );
  }
  return (
    <>
      <PageLink className={look("quiet")} href="/sign-in">
        Sign in
      </PageLink>
      {signUpOpen && (
        <PageLink className={look("ink")} href="/sign-up">
          Create account
        </PageLink>
      )}
    </>
  );
}
