import { createHmac, randomInt } from "node:crypto";
import { Secret, TOTP } from "otpauth";

/** As every authenticator app expects it: SHA-1, six digits, a new code every 30 seconds. */
const rule = { algorithm: "SHA1", digits: 6, period: 30 } as const;

/** A code counts a step of the clock early and late: phones and people are slow. */
const window = 1;

/** As many recovery codes as are made at a time. */
export const recoveryCodeCount = 10;

// Without the letters that look like figures.
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

const appOf = (secret: string) => new TOTP({ ...rule, secret: Secret.fromBase32(secret) });

/** A secret to share with an app: 160 random bits, in the letters that people can type. */
export const newSecret = (): string => new Secret({ size: 20 }).base32;

/** The secret with its name, as apps read it from a QR code. */
export const setupUri = (secret: string, issuer: string, label: string): string =>
  // A colon would end the issuer.
  new TOTP({
    ...rule,
    secret: Secret.fromBase32(secret),
    issuer: issuer.replaceAll(":", " "),
    label,
  }).toString();

/** The step of the clock that a code belongs to; null when it belongs to none around this time. */
export function stepOf(secret: string, code: string, at: Date): number | null {
  const timestamp = at.getTime();
  const delta = appOf(secret).validate({ token: code, timestamp, window });
  return delta === null ? null : Math.floor(timestamp / 1_000 / rule.period) + delta;
}

/** Codes for the day the app is gone: 60 random bits each, in groups. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: recoveryCodeCount }, () =>
    Array.from({ length: 3 }, () =>
      Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join(""),
    ).join("-"),
  );

export type TypedCode = { readonly kind: "app" | "recovery"; readonly code: string };

/** What somebody typed: a code of the app or a recovery code, spaces and likely slips forgiven. */
export function readCode(text: string): TypedCode | null {
  const code = text.replace(/[\s-]/g, "").toLowerCase();
  if (/^\d{6}$/.test(code)) return { kind: "app", code };
  const recovery = code.replaceAll("o", "0").replaceAll(/[il]/g, "1");
  return /^[\da-hjkmnp-tv-z]{12}$/.test(recovery) ? { kind: "recovery", code: recovery } : null;
}

/** The digest that a recovery code is stored under; worth nothing without the secret. */
export const digestOf = (secret: string, recoveryCode: string): string =>
  createHmac("sha256", secret)
    .update(`quoin:recovery-code:${readCode(recoveryCode)?.code ?? recoveryCode}`)
    .digest("base64url");
