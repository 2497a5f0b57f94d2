import { type Db, lockUntilCommit, newId, type SigningKey, SigningKeys } from "@quoin/db";
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from "jose";
import { z } from "zod";
import { seal, unseal } from "./sealed.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

/** With a curve that every library for tokens knows. */
export const tokenAlgorithm = "ES256";

/**
 * The life of a key, in milliseconds from when it was made. A successor is made after `successor`
 * and published `lead` before it signs, so that whoever remembers the published set has read it
 * anew by then. What a key signed last can be checked until `gone`.
 */
export const keyLife = { successor: 30 * day, lead: day, retired: 31 * day, gone: 32 * day };

/** How long a process goes by what it read of the table; and how soon it asks again at the most. */
const fresh = minute;
const cooldown = 1_000;

const jwk = z.looseObject({ kty: z.string() });

interface KeyPair {
  readonly kid: string;
  readonly madeAt: number;
  readonly published: JWK;
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}

/** The keys that tokens are signed with, shared by all processes. */
export interface TokenKeys {
  /** The one to sign with now. Makes the first, and a successor when it is time. */
  signer(): Promise<{ readonly kid: string; readonly privateKey: CryptoKey }>;
  /** Those that tokens may have been signed with, as they are published. */
  published(): Promise<JWK[]>;
  /** The one of this id; null when there is none, or its time is over. */
  find(kid: string): Promise<CryptoKey | null>;
}

interface KeyStore {
  readonly db: Db;
  readonly secret: string;
  readonly clock: () => Date;
}

async function keyFrom(json: unknown): Promise<CryptoKey> {
  const key = await importJWK(jwk.parse(json), tokenAlgorithm);
  if (key instanceof Uint8Array) throw new Error("A signing key is not a pair");
  return key;
}

/** The pair of a row; null for one that another secret sealed: it can sign nothing any more. */
async function open({ secret }: KeyStore, row: SigningKey): Promise<KeyPair | null> {
  const opened = await unseal(secret, "signing-key", row.privateKey);
  if (opened === null) return null;
  return {
    kid: row.id,
    madeAt: row.createdAt.getTime(),
    published: { ...jwk.parse(row.publicKey), kid: row.id, alg: tokenAlgorithm, use: "sig" },
    publicKey: await keyFrom(row.publicKey),
    privateKey: await keyFrom(JSON.parse(opened)),
  };
}

async function make(store: KeyStore, tx: Db): Promise<void> {
  const { publicKey, privateKey } = await generateKeyPair(tokenAlgorithm, { extractable: true });
  const sealed = JSON.stringify(await exportJWK(privateKey));
  await SigningKeys.insert(tx, [
    {
      id: newId(),
      publicKey: await exportJWK(publicKey),
      privateKey: await seal(store.secret, "signing-key", sealed),
      createdAt: store.clock(),
    },
  ]);
}

export function createTokenKeys(store: KeyStore): TokenKeys {
  let held: { readonly pairs: readonly KeyPair[]; readonly readAt: number } | null = null;

  const read = async (db: Db): Promise<KeyPair[]> => {
    const rows = await SigningKeys.newestFirst(db);
    const pairs = await Promise.all(rows.map((row) => open(store, row)));
    return pairs.filter((pair) => pair !== null);
  };
  /** The pairs, at most so old that a question may be answered from memory. */
  const pairs = async (maxAge: number): Promise<readonly KeyPair[]> => {
    const now = performance.now();
    if (held === null || now - held.readAt > maxAge) {
      held = { pairs: await read(store.db), readAt: now };
    }
    return held.pairs;
  };
  const aged = (all: readonly KeyPair[], under: number): readonly KeyPair[] => {
    const now = store.clock().getTime();
    return all.filter(({ madeAt }) => now - madeAt < under);
  };
  const isDue = (all: readonly KeyPair[]) => aged(all, keyLife.successor).length === 0;

  /** One process makes the successor; the others wait for it and read it. */
  const succeed = (): Promise<readonly KeyPair[]> =>
    store.db.transaction(async (tx) => {
      await lockUntilCommit(tx, "auth.signing-keys");
      const before = await read(tx);
      if (!isDue(before)) return before;
      await make(store, tx);
      return read(tx);
    });

  return {
    async signer() {
      let all = await pairs(fresh);
      if (isDue(all)) {
        all = await succeed();
        held = { pairs: all, readAt: performance.now() };
      }
      const usable = aged(all, keyLife.retired);
      const now = store.clock().getTime();
      // The very first one signs at once: there is nobody yet who remembers a set without it.
      const pair = usable.find(({ madeAt }) => now - madeAt >= keyLife.lead) ?? usable.at(-1);
      if (pair === undefined) throw new Error("There is no key to sign with");
      return pair;
    },
    async published() {
      return aged(await pairs(fresh), keyLife.gone).map(({ published }) => published);
    },
    async find(kid) {
      const named = (all: readonly KeyPair[]) =>
        aged(all, keyLife.gone).find((pair) => pair.kid === kid)?.publicKey ?? null;
      // Made-up ids must not each cost a query.
      return named(await pairs(fresh)) ?? named(await pairs(cooldown));
    },
  };
}
