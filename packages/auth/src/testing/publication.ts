import { createTestDatabase } from "@quoin/db/testing";
import { createAccounts, type NewAccountFields } from "../accounts.ts";
import { createAuth } from "../auth.ts";
import type { AuthAuditEntry, AuthMail, AuthMailKind, AuthOptions } from "../contract.ts";
import { createLimits } from "../limits.ts";

export const password = "correct battery horse";

/** What a browser does with cookies, and nothing else of it. */
export class Browser {
  readonly #jar = new Map<string, string>();
  readonly #address: string;

  constructor(address = "203.0.113.7") {
    this.#address = address;
  }

  /** The headers of a request from a page of the publication. */
  headers(more: Record<string, string> = {}): Headers {
    const headers = new Headers({ "x-quoin-client-ip": this.#address, ...more });
    const cookie = [...this.#jar].map(([name, value]) => `${name}=${value}`).join("; ");
    if (cookie !== "") {
      headers.set("cookie", cookie);
      if (!headers.has("origin")) headers.set("origin", "https://quoin.example");
    }
    return headers;
  }

  call(more?: Record<string, string>) {
    return { headers: this.headers(more) };
  }

  /** Keeps the cookies of an answer, or drops those that it ends. */
  keep(result: object): void {
    if (!("headers" in result) || !(result.headers instanceof Headers)) return;
    for (const line of result.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split("; ");
      const equals = pair.indexOf("=");
      const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)];
      if (attributes.includes("Max-Age=0")) this.#jar.delete(name);
      else this.#jar.set(name, value);
    }
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#jar;
  }
}

/** A publication of its own: database, limits, an outbox, and a clock that can be moved. */
export async function openPublication(change: Partial<AuthOptions> = {}) {
  const database = await createTestDatabase();
  const mails: AuthMail[] = [];
  const audit: AuthAuditEntry[] = [];
  const time = { now: () => new Date() };
  const limits = createLimits({ db: database.db });
  const options: AuthOptions = {
    db: database.db,
    limits,
    secret: "a-secret-of-more-than-thirty-two-characters",
    baseUrls: { web: "https://quoin.example", admin: "https://admin.quoin.example" },
    cookieSecure: true,
    clock: () => time.now(),
    handleOf: (name) =>
      name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-|-$/g, ""),
    signUpOpen: async () => true,
    sendMail: async (mail) => void mails.push(mail),
    audit: async (entry) => void audit.push(entry),
    answerFloorMs: 0,
    ...change,
  };
  const auth = createAuth(options);

  return {
    auth,
    audit,
    db: database.db,
    url: database.url,
    limits,
    mails,
    options,
    time,

    /** The token in the newest mail of a kind. */
    token(kind: AuthMailKind): string {
      const mail = mails.findLast((sent) => sent.kind === kind);
      const token = mail && new URL(mail.url).searchParams.get("token");
      if (!token) throw new Error(`No mail of kind ${kind} with a token`);
      return token;
    },

    /** An account with `password` as its password. */
    async account(fields: Partial<NewAccountFields> & { readonly email: string }) {
      const person = { name: "Ada", password, ...fields };
      const [account] = await createAccounts(database.db, [person], options.handleOf);
      if (!account) throw new Error("No account was made");
      return account;
    },

    /** A browser in which this person is signed in. */
    async signedIn(email: string, browser = new Browser()) {
      const result = await auth.signIn({ email, password }, browser.call());
      if (!result.ok) throw new Error(result.message);
      if (result.user === null) throw new Error("A code is asked for");
      browser.keep(result);
      return { browser, token: result.token, user: result.user };
    },

    async [Symbol.asyncDispose]() {
      await limits.close();
      await database.close();
    },
  };
}
