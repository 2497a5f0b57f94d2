import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type Configuration, Provider } from "oidc-provider";

/** A person with an account at the provider; what they sign in with there is the subject. */
export interface Resident {
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
}

const redirectUris = [
  "https://quoin.example/api/auth/oidc/callback",
  "https://admin.quoin.example/api/auth/oidc/callback",
];

/** A certified OpenID Connect provider on this machine. Its residents may be changed at any time. */
export async function openIdentityProvider(change: Configuration = {}) {
  const residents = new Map<string, Resident>();
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const client = {
    client_id: "quoin",
    client_secret: "a-secret-between-us",
    redirect_uris: redirectUris,
  };
  const provider = new Provider(issuer, {
    clients: [client],
    claims: { email: ["email", "email_verified"], profile: ["name"] },
    cookies: { keys: ["a-key-for-cookies"] },
    findAccount: (_ctx, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, ...residents.get(accountId) }),
    }),
    ...change,
  });
  const answer = provider.callback();
  server.on("request", (request, response) => void answer(request, response));

  return {
    issuer,
    residents,
    options: {
      issuer,
      clientId: client.client_id,
      clientSecret: client.client_secret,
      name: "Harbour",
    },

    /** Signs in there as somebody does in a browser, from `start` until it leads back to us. */
    async visit(start: string, subject: string): Promise<URL> {
      const jar = new Map<string, string>();
      const go = async (url: URL, body?: URLSearchParams): Promise<Response> => {
        const response = await fetch(url, {
          redirect: "manual",
          headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") },
          ...(body && { method: "POST", body }),
        });
        for (const line of response.headers.getSetCookie()) {
          const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
          jar.set(name, value);
        }
        return response;
      };
      let url = new URL(start);
      let response = await go(url);
      for (let step = 0; step < 12; step++) {
        const location = response.headers.get("location");
        if (location !== null) {
          url = new URL(location, url);
          if (url.origin !== issuer) return url;
          response = await go(url);
          continue;
        }
        const page = await response.text();
        const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1];
        const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1];
        if (!action || !prompt) throw new Error(`${response.status} at the provider`);
        const fields = { prompt, ...(prompt === "login" && { login: subject, password: "any" }) };
        url = new URL(action, url);
        response = await go(url, new URLSearchParams(fields));
      }
      throw new Error("The provider leads nowhere");
    },

    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
