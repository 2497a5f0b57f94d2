import { errors, jwtVerify } from "jose";
import { z } from "zod";
import { roles } from "./roles.ts";
import { type TokenKeys, tokenAlgorithm } from "./signing-keys.ts";

/** How long a token is good for, in seconds. Elsewhere nobody can call it back sooner. */
export const tokenSeconds = 5 * 60;

/** Clocks of other services may be so far off, in seconds. */
const leeway = 5;

const claims = z.object({
  sub: z.uuid(),
  sid: z.uuid(),
  role: z.enum(roles),
  jti: z.uuid(),
});

/** What a token says, once its signature is known to be ours. */
export interface TokenClaims {
  readonly userId: string;
  readonly sessionId: string;
}

export interface TokenReader {
  readonly keys: TokenKeys;
  /** Who signs, and for whom: the publication's address. */
  readonly issuer: string;
  readonly clock: () => Date;
}

// Longer than any of ours; what is longer is not even decoded.
const longest = 2_048;

/** True for text in the form of such a token; a session's own has two parts. */
export const isToken = (text: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]*$/.test(text);

/** What a token says when it is ours and still good, else null. Whether its session stands is not asked here. */
export async function readToken(
  { keys, issuer, clock }: TokenReader,
  token: string,
): Promise<TokenClaims | null> {
  if (token.length > longest) return null;
  const keyOf = async ({ kid }: { kid?: string | undefined }) => {
    const key = kid === undefined ? null : await keys.find(kid);
    if (key === null) throw new errors.JWKSNoMatchingKey();
    return key;
  };
  try {
    const { payload } = await jwtVerify(token, keyOf, {
      algorithms: [tokenAlgorithm],
      issuer,
      audience: issuer,
      typ: "JWT",
      currentDate: clock(),
      maxTokenAge: tokenSeconds,
      clockTolerance: leeway,
      requiredClaims: ["exp"],
    });
    const read = claims.safeParse(payload);
    return read.success ? { userId: read.data.sub, sessionId: read.data.sid } : null;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}
