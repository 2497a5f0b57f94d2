import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";
import type { Publication } from "./publication.ts";

/** Settings of a publication that lets people sign in by the provider. */
export type ProviderSettings = Readonly<Record<string, string>>;

/**
 * An OpenID Connect provider on this machine, where anybody signs in as who they say they are. It has to be
 * told of the publication (`register`) once that runs.
 */
export async function openIdentityProvider() {
  const server = createServer();
  server.listen(0, "localhost");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const issuer = `http://localhost:${port}`;
  const [clientId, clientSecret] = ["quoin", "a-secret-between-us"];
  const settings: ProviderSettings = {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
    OIDC_NAME: "Harbour",
  };
  return {
    issuer,
    settings,
    register({ webUrl, adminUrl }: Pick<Publication, "webUrl" | "adminUrl">): void {
      const redirectUris = [webUrl, adminUrl].map((url) => `${url}/api/auth/oidc/callback`);
      const provider = new Provider(issuer, {
        clients: [
          { client_id: clientId, client_secret: clientSecret, redirect_uris: redirectUris },
        ],
        claims: { email: ["email", "email_verified"], profile: ["name"] },
        cookies: { keys: ["a-key-for-cookies"] },
        findAccount: (_ctx, email) => ({
          accountId: email,
          claims: () => ({ sub: email, email, email_verified: true, name: "Robin Harbour" }),
        }),
      });
      const answer = provider.callback();
      server.on("request", (request, response) => void answer(request, response));
    },
    async close(): Promise<void> {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
