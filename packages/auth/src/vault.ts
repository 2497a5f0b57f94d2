import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

/** Keeps text in the database that nobody reads there. */
export interface Vault {
  /** Text that only a vault with the same secret opens again. */
  seal(text: string): string;
  /** What was sealed; null when it was with another secret, or has been changed. */
  unseal(sealed: string): string | null;
  /** The same for the same text, and says nothing of it: 43 characters. */
  digest(text: string): string;
}

const NONCE = 12;
const TAG = 16;

const keyFor = (secret: string, use: string): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, "", `quoin:${use}`, 32));

/** A vault over the publication's secret; each use of it has a key of its own. */
export function createVault(secret: string): Vault {
  const sealing = keyFor(secret, "vault");
  const digesting = keyFor(secret, "digest");
  return {
    seal(text) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv("aes-256-gcm", sealing, nonce);
      const hidden = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString("base64url");
    },
    unseal(sealed) {
      const bytes = Buffer.from(sealed, "base64url");
      if (bytes.length < NONCE + TAG) return null;
      const options = { authTagLength: TAG };
      const cipher = createDecipheriv("aes-256-gcm", sealing, bytes.subarray(0, NONCE), options);
      cipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
      try {
        const text = Buffer.concat([cipher.update(bytes.subarray(NONCE + TAG)), cipher.final()]);
        return text.toString("utf8");
      } catch {
        return null;
      }
    },
    digest: (text) => createHmac("sha256", digesting).update(text).digest("base64url"),
  };
}
