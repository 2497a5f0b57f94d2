import { type AuthFailureCode, failureStatus } from "./result.ts";

/** What a page says where a link has led back to it with a code instead of signing in. */
const sentences: Readonly<Partial<Record<AuthFailureCode, string>>> = {
  INVALID_TOKEN: "This link was used or has expired. Ask for another one.",
  BANNED: "This account is banned.",
  CONFLICT: "The account there belongs to another account here.",
  UNAUTHENTICATED: "Sign in once more to do this.",
  IMPERSONATING: "Only the owner of an account changes how it is signed in to.",
  SIGN_UP_CLOSED: "This publication does not take new accounts at the moment.",
  ADDRESS_UNPROVEN:
    "Your email address has not been confirmed on both sides, so it opens no account. Confirm it there, or sign in by a mailed link first.",
  RATE_LIMITED: "Too many tries. Try again in a few minutes.",
  UNAVAILABLE: "This cannot be done right now. Try again in a moment.",
};

const isCode = (text: string): text is AuthFailureCode => Object.hasOwn(failureStatus, text);

/** The sentence for a code in an address; null for what is none. Never repeats what an address says. */
export function explain(code: string): string | null {
  if (!isCode(code)) return null;
  return sentences[code] ?? "Signing in did not work. Try again, or choose another way.";
}
