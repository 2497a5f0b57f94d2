import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
} from "openid-client";
import { z } from "zod";
import type { OidcOptions } from "./contract.ts";

/** What the provider says of who signed in there. */
export interface ProvenIdentity {
  /** Unique and lasting at the provider. */
  readonly subject: string;
  /** As the provider has it; worth something only when `emailVerified`. */
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly name: string | null;
}

/** What binds an answer of the provider to the question that was asked. */
export interface Asked {
  readonly state: string;
  readonly nonce: string;
  /** The other half of the PKCE challenge. */
  readonly verifier: string;
  readonly redirectUri: string;
}

/** An OpenID Connect provider, as its discovery document describes it. */
export interface Provider {
  /** Where to send somebody to sign in. */
  askAt(asked: Asked): Promise<URL>;
  /** Who came back with this query. Throws for an answer that is not to `asked`, or not by the provider. */
  read(query: URLSearchParams, asked: Asked): Promise<ProvenIdentity>;
}

/** Seconds that the provider may take to answer. */
const patience = 5;

const claims = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().nullish().catch(null),
  // Some say so in a string.
  email_verified: z
    .union([z.boolean(), z.literal("true").transform(() => true)])
    .nullish()
    .catch(false),
  name: z.string().nullish().catch(null),
  preferred_username: z.string().nullish().catch(null),
});

/** As the provider wants to be shown the secret; what it does not say is `basic`, by the standard. */
function authOf(secret: string | undefined): ClientAuth {
  if (secret === undefined) return None();
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported;
    const isBasic = !methods || methods.includes("client_secret_basic");
    return (isBasic ? basic : post)(server, client, body, headers);
  };
}

/** Finds the provider when it is first needed, and again after that failed. */
export function createProvider({ issuer, clientId, clientSecret }: OidcOptions): Provider {
  const server = new URL(issuer);
  // Only for a provider on one's own machine: the operator wrote http:// there.
  const insecure = server.protocol === "http:" ? [allowInsecureRequests] : [];
  // The token comes straight from the provider; its signature is checked all the same.
  const execute = [enableNonRepudiationChecks, ...insecure];
  let found: Promise<Configuration> | null = null;
  const configuration = (): Promise<Configuration> => {
    found ??= discovery(server, clientId, undefined, authOf(clientSecret), {
      execute,
      timeout: patience,
    }).catch((error: unknown) => {
      found = null;
      throw error;
    });
    return found;
  };

  return {
    async askAt({ state, nonce, verifier, redirectUri }) {
      return buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        response_type: "code",
        scope: "openid email profile",
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
      });
    },
    async read(query, { state, nonce, verifier, redirectUri }) {
      const config = await configuration();
      const answer = new URL(`${redirectUri}?${query.toString()}`);
      const tokens = await authorizationCodeGrant(config, answer, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const told = claims.parse(tokens.claims());
      // Many say in the token only who it is.
      const asks =
        (told.email ?? null) === null && config.serverMetadata().userinfo_endpoint !== undefined;
      const more = asks
        ? claims.parse(await fetchUserInfo(config, tokens.access_token, told.sub))
        : told;
      return {
        subject: told.sub,
        email: more.email ?? null,
        emailVerified: more.email_verified === true,
        name: more.name ?? more.preferred_username ?? null,
      };
    },
  };
}
