import { door } from "@quoin/api/door";
import { ButtonLink } from "@quoin/ui";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { QrCode } from "../../../account/qr-code.tsx";
import { TwoFactorForms } from "../../../account/two-factor-forms.tsx";
import { signInPath } from "../../../addresses.ts";
import { pageHeaders, viewer } from "../../../api.ts";
import { InnerPage } from "../../../frame/inner-page.tsx";
import { PageLink } from "../../../frame/page-link.tsx";

export const metadata: Metadata = { title: "Sign-in codes", robots: { index: false } };

export default async function TwoFactorPage() {
  const user = await viewer();
  const state = user && (await door().services.auth.twoFactor(await pageHeaders()));
  if (!user || !state) redirect(signInPath("/account/two-factor"));
  return (
    <InnerPage className="wrap">
      <header className="list-head">
        <p className="kicker">
          <PageLink href="/account">Your account</PageLink>
        </p>
        <h1>Sign-in codes</h1>
        <p className="say">
          An app on your phone shows a code that changes every half minute. With it, a stolen
          password alone opens nothing.
        </p>
      </header>
      <div className="account">
        <TwoFactorForms
          enabled={state.enabled}
          email={user.email}
          setup={state.setup && <Setup {...state.setup} />}
        />
      </div>
    </InnerPage>
  );
}

/** How an app learns the secret: by its camera, by a tap, or by hand. */
function Setup({ secret, uri }: { secret: string; uri: string }) {
  return (
    <section className="a-setup" aria-labelledby="setup">
      <h2 className="sect" id="setup">
        Tell your app
      </h2>
      <QrCode text={uri} label="QR code for your authenticator app" />
      <div>
        <p>Scan this with an authenticator app. If the app is on this device:</p>
        <p>
          <ButtonLink variant="line" href={uri}>
            Open in an app
          </ButtonLink>
        </p>
        <p>Or type this key, as one that goes by time:</p>
        <p>
          <code data-testid="setup-key">{secret.replace(/.{4}(?=.)/g, "$& ")}</code>
        </p>
      </div>
    </section>
  );
}
