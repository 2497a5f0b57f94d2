import { buttonClass, classNames } from "@quoin/ui";
import { adminUrl, publication, viewer } from "../api.ts";
import { PageLink } from "./page-link.tsx";

/**
 * What a reader can do about their account, at the right of a page's head. A phone has room for one
 * of them beside a date, and for none beside a title.
 */
export async function AccountLinks({ room }: { room: "one" | "none" }) {
  const [user, { signUpOpen }] = await Promise.all([viewer(), publication()]);
  const first = classNames(buttonClass({ variant: "quiet" }), room === "none" && "hide-sm");
  const second = classNames(buttonClass({ variant: "ink" }), "hide-sm");
  if (user) {
    return (
      <>
        <PageLink className={first} href="/account">
          Account
        </PageLink>
        {user.role !== "reader" && (
          <a className={second} href={adminUrl()}>
            Newsroom
          </a>
        )}
      </>
    );
  }
  return (
    <>
      <PageLink className={first} href="/sign-in">
        Sign in
      </PageLink>
      {signUpOpen && (
        <PageLink className={second} href="/sign-up">
          Create account
        </PageLink>
      )}
    </>
  );
}
