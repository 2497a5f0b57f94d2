import { createHmac } from "node:crypto";
import { symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";

/** What is encrypted. Each kind has a key of its own, so that one never opens as another. */
type Purpose = "signing-key" | "two-factor";

const keyOf = (secret: string, purpose: Purpose): string =>
  createHmac("sha256", secret).update(`quoin:${purpose}`).digest("hex");

/** Text for the database that only this secret opens again. */
export const seal = (secret: string, purpose: Purpose, data: string): Promise<string> =>
  symmetricEncrypt({ key: keyOf(secret, purpose), data });

/** What was sealed; null when it was with another secret. */
export async function unseal(
  secret: string,
  purpose: Purpose,
  sealed: string,
): Promise<string | null> {
  try {
    return await symmetricDecrypt({ key: keyOf(secret, purpose), data: sealed });
  } catch {
    return null;
  }
}
