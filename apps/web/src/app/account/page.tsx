import { door } from "@quoin/api/door";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { firstOf, signInPath } from "../../addresses.ts";
import { ConnectionList } from "../../account/connection-list.tsx";
import { PasswordForm } from "../../account/password-form.tsx";
import { ProfileForm } from "../../account/profile-form.tsx";
import { SessionList } from "../../account/session-list.tsx";
import { ButtonLink } from "@quoin/ui";
import { api, isPosted, pageHeaders, publication } from "../../api.ts";
import { TwoFactorSummary } from "../../account/two-factor-summary.tsx";
import { formatter } from "../../dates.ts";
import { InnerPage } from "../../frame/inner-page.tsx";
import { PageLink } from "../../frame/page-link.tsx";
import { SignOutForm } from "../../account/sign-out-form.tsx";

export const metadata: Metadata = { title: "Your account", robots: { index: false } };

export default async function AccountPage({ searchParams }: PageProps<"/account">) {
  const { user, key } = await api();
  const me = await user.me();
  if (!me && (await isPosted())) return <SignedOutPage />;
  if (!me) redirect(signInPath("/account"));
  const { auth } = door().services;
  const headers = await pageHeaders();
  const [sessions, keys, codes, connections, about, query] = await Promise.all([
    user.sessions(),
    key.list({ limit: 100 }),
    auth.twoFactor(headers),
    auth.connections(headers),
    publication(),
    searchParams,
  ]);
  const done = firstOf(query["done"]);
  return (
    <InnerPage className="wrap">
      <header className="list-head">
        <p className="kicker">{me.email}</p>
        <h1>Your account</h1>
        <SignOutForm />
      </header>
      <div className="account">
        <section aria-labelledby="profile">
          <h2 className="sect" id="profile">
            Profile
          </h2>
          <ProfileForm
            name={me.name}
            handle={me.handle}
            bio={me.bio}
            done={done === "profile" ? "Saved." : null}
          />
        </section>
        <section aria-labelledby="password">
          <h2 className="sect" id="password">
            Password
          </h2>
          <PasswordForm
            email={me.email}
            hasKeys={keys.items.some(({ revokedAt }) => revokedAt === null)}
            done={done === "password" ? "Changed. Every other device is signed out." : null}
          />
        </section>
        <section aria-labelledby="two-factor">
          <h2 className="sect" id="two-factor">
            Sign-in codes
          </h2>
          <TwoFactorSummary
            state={codes}
            write={formatter(about)}
            done={done === "two-factor" ? "Turned off. Your password alone signs you in." : null}
          />
        </section>
        {connections && (connections.offer || connections.linked.length > 0) && (
          <section aria-labelledby="connections">
            <h2 className="sect" id="connections">
              Connected accounts
            </h2>
            <ConnectionList
              connections={connections}
              write={formatter(about)}
              message={connectionNews(done)}
              error={auth.explain(firstOf(query["error"]) ?? "")}
            />
          </section>
        )}
        <section aria-labelledby="sessions">
          <h2 className="sect" id="sessions">
            Where you are signed in
          </h2>
          <SessionList sessions={sessions} write={formatter(about)} />
        </section>
      </div>
    </InnerPage>
  );
}

/**
 * What was sent came too late. The profile form stands where it does in the page, or its answer would not be
 * given to it.
 */
function SignedOutPage() {
  return (
    <InnerPage className="wrap">
      <header className="list-head">
        <p className="kicker">Nothing was changed</p>
        <h1>You are signed out</h1>
        <ButtonLink as={PageLink} href={signInPath("/account")} size="lg">
          Sign in
        </ButtonLink>
      </header>
      <div className="account">
        <section aria-label="Profile">
          {null}
          <ProfileForm name="" handle="" bio="" done={null} isSignedOut />
        </section>
      </div>
    </InnerPage>
  );
}

function connectionNews(done: string | undefined): string | null {
  if (done === "connected") return "Connected.";
  return done === "disconnected" ? "Disconnected. Every other device is signed out." : null;
}
