import { door } from "@quoin/api/door";
import { ButtonLink } from "@quoin/ui";
import type { Metadata } from "next";
import { PasswordForm } from "../../../../account/password-form.tsx";
import { ProfileForm } from "../../../../account/profile-form.tsx";
import { SessionList } from "../../../../account/session-list.tsx";
import { pageHeaders, publication, requireViewer, serverApi, webUrl } from "../../../../api.ts";
import { PageBar } from "../../../../frame/page-bar.tsx";
import { roleName } from "../../../../frame/places.ts";

export const metadata: Metadata = { title: "Your account" };

export default async function AccountPage() {
  const user = await requireViewer();
  const { api, HydrateClient } = await serverApi();
  const [me, keys, { timeZone }, codes] = await Promise.all([
    api.user.me(),
    api.key.list({ limit: 100 }),
    publication(),
    door().services.auth.twoFactor(await pageHeaders()),
    api.user.sessions.prefetch(),
  ]);
  return (
    <HydrateClient>
      <PageBar title="Your account" />
      <main id="main" className="flush" tabIndex={-1}>
        <div className="desk-page">
          <section aria-labelledby="a-profile">
            <h2 id="a-profile">Profile</h2>
            <p className="dim">
              {user.email}, {roleName(user.role).toLowerCase()}
            </p>
            <ProfileForm me={{ name: user.name, handle: user.handle, bio: me?.bio ?? "" }} />
          </section>
          <section aria-labelledby="a-password">
            <h2 id="a-password">Password</h2>
            <PasswordForm
              email={user.email}
              hasKeys={keys.items.some(({ revokedAt }) => revokedAt === null)}
            />
          </section>
          <section aria-labelledby="a-codes">
            <h2 id="a-codes">Sign-in codes</h2>
            <p className="dim">
              {codes?.enabled
                ? "Signing in asks for a code of your app as well."
                : "Your password alone signs you in."}
            </p>
            <div className="form-acts">
              <ButtonLink variant="line" href={`${webUrl()}/account/two-factor`}>
                {codes?.enabled ? "Change" : "Set up codes"}
              </ButtonLink>
            </div>
          </section>
          <section aria-labelledby="a-sessions">
            <h2 id="a-sessions">Where you are signed in</h2>
            <SessionList timeZone={timeZone} />
          </section>
        </div>
      </main>
    </HydrateClient>
  );
}
