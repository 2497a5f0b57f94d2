import { isUnavailable, summarizeDatabaseError } from "@quoin/db";
import { authenticate } from "./authenticate.ts";
import type { Auth, AuthOptions, AuthPages, OidcOptions } from "./contract.ts";
import { sessionCookieName } from "./cookies.ts";
import type { Desk } from "./desk.ts";
import { disconnect, readConnections } from "./connections.ts";
import { createEngine } from "./engine.ts";
import { explain } from "./explain.ts";
import { handleRequest } from "./handler.ts";
import { impersonate, stopImpersonating } from "./impersonation.ts";
import { acceptInvitation, invite, readInvitation } from "./invitation.ts";
import { issueToken } from "./issue-token.ts";
import { originOf } from "./origins.ts";
import { changePassword, requestPasswordReset, resetPassword } from "./password-change.ts";
import { createProvider } from "./provider.ts";
import { AuthError } from "./result.ts";
import { refreshSession, requestMagicLink, signIn, signInWithLink, signOut } from "./sign-in.ts";
import { beginElsewhere, finishElsewhere, providerIdOf } from "./sign-in-elsewhere.ts";
import { signInWithCode } from "./sign-in-code.ts";
import { signUp, verifyEmail } from "./sign-up.ts";
import { createTokenKeys } from "./signing-keys.ts";
import {
  beginTwoFactor,
  confirmTwoFactor,
  disableTwoFactor,
  readTwoFactor,
  renewRecoveryCodes,
} from "./two-factor.ts";

const defaultPages: AuthPages = {
  verifyEmail: "/verify-email",
  resetPassword: "/reset-password",
  welcome: "/welcome",
  magicLink: "/sign-in/link",
  signIn: "/sign-in",
  signInCode: "/sign-in/code",
  account: "/account",
  forgotPassword: "/forgot-password",
};

const providerOf = (oidc: OidcOptions): Desk["provider"] => ({
  id: providerIdOf(oidc.issuer),
  name: oidc.name ?? new URL(oidc.issuer).hostname,
  client: createProvider(oidc),
});

/** Opens identity over a database; one for each process. */
export function createAuth(options: AuthOptions): Auth {
  const { db, secret, baseUrls, cookieSecure, log, oidc, clock = () => new Date() } = options;
  if (secret.length < 32) throw new Error("The secret needs at least 32 characters");
  const origins = [baseUrls.web, baseUrls.admin, ...(options.trustedOrigins ?? [])].map(
    (address) => {
      const origin = originOf(address);
      if (origin === null) throw new Error(`${address} is not the address of a site`);
      return origin;
    },
  );
  const issuer = baseUrls.web.replace(/\/+$/, "");
  const tokens = { keys: createTokenKeys({ db, secret, clock }), issuer, clock };
  const authenticator = { db, secret, cookieSecure, clock, log, tokens };
  const desk: Desk = {
    options,
    authenticator,
    origins,
    pages: { ...defaultPages, ...options.pages },
    provider: oidc ? providerOf(oidc) : null,
    engine: createEngine({ ...authenticator, baseUrl: baseUrls.web, trustedOrigins: origins }),
  };

  const auth: Auth = {
    handler: (request) => handleRequest(desk, auth, request),
    async authenticate(headers) {
      try {
        return await authenticate(authenticator, headers);
      } catch (error) {
        if (!isUnavailable(error)) throw error;
        const message = "This cannot be done right now. Try again in a moment.";
        // Not the error itself: its parameters are the credential, and a page may print what it is given.
        const cause = summarizeDatabaseError(error);
        throw new AuthError("UNAVAILABLE", message, { cause, retryAfterSeconds: 2 });
      }
    },
    issueToken: (fields, call) => issueToken(desk, fields, call),
    tokenKeys: async () => ({ keys: await tokens.keys.published() }),
    refreshSession: (headers) => refreshSession(desk, headers),
    signUp: (fields, call) => signUp(desk, fields, call),
    verifyEmail: (fields, call) => verifyEmail(desk, fields, call),
    signIn: (fields, call) => signIn(desk, fields, call),
    signInWithCode: (fields, call) => signInWithCode(desk, fields, call),
    explain,
    elsewhere: desk.provider && { name: desk.provider.name },
    sessionCookie: sessionCookieName(cookieSecure),
    beginElsewhere: (fields, call) => beginElsewhere(desk, fields, call),
    finishElsewhere: (query, call) => finishElsewhere(desk, query, call),
    connections: (headers) => readConnections(desk, headers),
    disconnect: (fields, call) => disconnect(desk, fields, call),
    signOut: (call) => signOut(desk, call),
    requestMagicLink: (fields, call) => requestMagicLink(desk, fields, call),
    signInWithLink: (fields, call) => signInWithLink(desk, fields, call),
    invite: (people, tx) => invite(desk, people, tx),
    readInvitation: (fields) => readInvitation(desk, fields),
    acceptInvitation: (fields, call) => acceptInvitation(desk, fields, call),
    requestPasswordReset: (fields, call) => requestPasswordReset(desk, fields, call),
    resetPassword: (fields, call) => resetPassword(desk, fields, call),
    changePassword: (fields, call) => changePassword(desk, fields, call),
    impersonate: (fields, call) => impersonate(desk, fields, call),
    stopImpersonating: (call) => stopImpersonating(desk, call),
    twoFactor: (headers) => readTwoFactor(desk, headers),
    beginTwoFactor: (fields, call) => beginTwoFactor(desk, fields, call),
    confirmTwoFactor: (fields, call) => confirmTwoFactor(desk, fields, call),
    disableTwoFactor: (fields, call) => disableTwoFactor(desk, fields, call),
    renewRecoveryCodes: (fields, call) => renewRecoveryCodes(desk, fields, call),
  };
  return auth;
}
