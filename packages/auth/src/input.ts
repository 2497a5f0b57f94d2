import { z } from "zod";
import type {
  AudienceFields,
  CodeFields,
  ConnectionFields,
  ChangePasswordFields,
  EmailFields,
  ImpersonateFields,
  PasswordAndCodeFields,
  PasswordFields,
  ResetPasswordFields,
  SignInCodeFields,
  SignInFields,
  SignUpFields,
  TokenFields,
} from "./contract.ts";
import { passwordLength } from "./passwords.ts";
import type { AuthFailure } from "./result.ts";

/** Text that PostgreSQL, a mail header and a feed survive: no controls, half characters or noncharacters. */
const isClean = (text: string): boolean =>
  text.isWellFormed() && !/[\p{Cc}\uFFFE\uFFFF]/u.test(text);
const unclean = "Contains characters that cannot be used.";

const line = z.string("Required.").trim().min(1, "Required.").refine(isClean, unclean);

/** An e-mail address, lower-cased: the same mailbox is the same account. */
export const email = line
  .max(254, "Too long.")
  .toLowerCase()
  .pipe(z.email("This is not an e-mail address."));

// Profiles without an account stand under such addresses; nobody receives mail there.
const reachableEmail = email.refine(
  (address) => !address.endsWith(".invalid"),
  "Nobody can receive mail at this address.",
);

// They turn what follows, and a name then reads as another one.
const overrides = /[\u202A-\u202E\u2066-\u2069]/g;
const seen = /(?=[\p{L}\p{N}\p{P}\p{S}])[^\p{Default_Ignorable_Code_Point}\u2800]/u;

export const personName = z
  .string("Required.")
  .overwrite((name) => name.replaceAll(overrides, "").trim())
  .refine((name) => seen.test(name), "Required.")
  .refine(isClean, unclean)
  .max(120, "Use at most 120 characters.")
  // Names are shown beside comments and in mails; an address in one is an advertisement.
  .refine((name) => !/[<>]|:\/\//.test(name), "A name holds no links.");

const newPassword = z
  .string("Required.")
  .min(passwordLength.min, `Use at least ${passwordLength.min} characters.`)
  .max(passwordLength.max, `Use at most ${passwordLength.max} characters.`)
  .refine(isClean, unclean);

const anyPassword = z
  .string("Required.")
  .min(1, "Required.")
  .max(passwordLength.max, "Too long.")
  .refine(isClean, unclean);

const redirectTo = z.string().optional().catch(undefined);
const token = z.string("Required.").regex(/^[\w-]{16,128}$/, "This link is not complete.");

type Schema<Fields> = z.ZodType<{ [Name in keyof Fields]: Fields[Name] | undefined }>;

export const signUpFields = z.object({
  name: personName,
  email: reachableEmail,
  password: newPassword,
  redirectTo,
}) satisfies Schema<SignUpFields>;

export const signInFields = z.object({
  email,
  password: anyPassword,
  redirectTo,
}) satisfies Schema<SignInFields>;

export const emailFields = z.object({ email, redirectTo }) satisfies Schema<EmailFields>;
export const tokenFields = z.object({ token, redirectTo }) satisfies Schema<TokenFields>;

export const resetPasswordFields = z.object({
  token,
  password: newPassword,
}) satisfies Schema<ResetPasswordFields>;

export const changePasswordFields = z.object({
  currentPassword: anyPassword,
  newPassword,
  // A ticked box of a form says "on", one that is not says nothing.
  revokeKeys: z.union([z.boolean(), z.stringbool()], "Say true or false.").optional(),
}) satisfies Schema<ChangePasswordFields>;

// Long enough for a recovery code with spaces between its letters.
const code = z.string("Required.").trim().min(1, "Required.").max(64, "Too long.");

export const codeFields = z.object({ code }) satisfies Schema<CodeFields>;
export const passwordFields = z.object({
  password: anyPassword,
}) satisfies Schema<PasswordFields>;
export const passwordAndCodeFields = z.object({
  password: anyPassword,
  code,
}) satisfies Schema<PasswordAndCodeFields>;
export const signInCodeFields = z.object({
  code,
  challenge: token.optional().catch(undefined),
}) satisfies Schema<SignInCodeFields>;

export const connectionFields = z.object({
  id: z.uuid("Name the connection."),
}) satisfies Schema<ConnectionFields>;

export const impersonateFields = z.object({
  userId: z.uuid("Name the account."),
}) satisfies Schema<ImpersonateFields>;

export const audienceFields = z.object({
  // Compared letter by letter wherever it is read, so nothing in it may look like something else.
  audience: z
    .string("Name one service.")
    .regex(/^[\x21-\x7e]{1,200}$/, "Use at most 200 letters, figures and signs, without spaces.")
    .optional(),
}) satisfies Schema<AudienceFields>;

/** One refusal for fields that are not as they must be, each with its reasons. */
export function invalidInput(
  fieldErrors: Readonly<Record<string, readonly string[]>>,
): AuthFailure {
  const message = Object.values(fieldErrors).flat()[0] ?? "Some fields are missing.";
  return { ok: false, code: "INVALID_INPUT", message, fieldErrors };
}

/** The fields as the schema makes them, or the refusal to return. Unknown fields are dropped. */
export function readFields<Fields>(
  schema: z.ZodType<Fields>,
  given: unknown,
): { readonly fields: Fields } | AuthFailure {
  const parsed = schema.safeParse(given);
  if (parsed.success) return { fields: parsed.data };
  const { fieldErrors } = z.flattenError<Record<string, unknown>>(
    parsed.error as z.ZodError<Record<string, unknown>>,
  );
  return invalidInput(
    Object.fromEntries(Object.entries(fieldErrors).map(([name, errors]) => [name, errors ?? []])),
  );
}
