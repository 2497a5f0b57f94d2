import type { door } from "@quoin/api/door";
import { Answer } from "@quoin/ui/answer";
import { ButtonLink } from "@quoin/ui";
import { signInPath, withQuery } from "../addresses.ts";
import type { WriteDate } from "../dates.ts";
import { PageLink } from "../frame/page-link.tsx";
import { DisconnectButton } from "./disconnect-button.tsx";

type Auth = ReturnType<typeof door>["services"]["auth"];
type Connections = NonNullable<Awaited<ReturnType<Auth["connections"]>>>;

/** The accounts elsewhere that sign one in, with a way to connect one and to take each off. */
export function ConnectionList({
  connections: { linked, offer, isFresh },
  write,
  message,
  error,
}: {
  connections: Connections;
  write: WriteDate;
  message: string | null;
  error: string | null;
}) {
  return (
    <div className="a-form">
      <Answer message={message} error={error} />
      {linked.length > 0 && (
        <ul className="a-sessions">
          {linked.map(({ id, name, since, isOnlyWay }) => (
            <li key={id}>
              <p>
                <b>{name ?? "A provider that is not offered any more"}</b>
                <span>
                  Signs you in since <time dateTime={since.toISOString()}>{write(since)}</time>
                  {isOnlyWay && (
                    <>
                      . It is your only way to sign in:{" "}
                      <PageLink href="/forgot-password">set a password</PageLink> to disconnect it
                    </>
                  )}
                </span>
              </p>
              {isFresh && !isOnlyWay && <DisconnectButton id={id} />}
            </li>
          ))}
        </ul>
      )}
      {!isFresh && (
        <p>
          You signed in more than a day ago. To change this,{" "}
          <PageLink href={signInPath("/account#connections")}>sign in once more</PageLink>.
        </p>
      )}
      {isFresh && offer && (
        <>
          <p>Sign in here with your account at {offer.name} as well.</p>
          <div>
            {/* A plain link: the way leads off this site. */}
            <ButtonLink
              variant="line"
              size="lg"
              rel="nofollow"
              href={withQuery("/api/auth/oidc", {
                connect: offer.proof,
                redirectTo: "/account?done=connected#connections",
              })}
            >
              Connect {offer.name}
            </ButtonLink>
          </div>
        </>
      )}
    </div>
  );
}
