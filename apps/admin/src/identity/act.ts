import "server-only";

import { door } from "@quoin/api/door";
import { fieldErrorsOf, type FormState, valuesOf } from "@quoin/ui/form-state";
import { headers } from "next/headers";
import { pageHeaders } from "../api.ts";

type Auth = ReturnType<typeof door>["services"]["auth"];
type Refusal = Extract<Awaited<ReturnType<Auth["signIn"]>>, { ok: false }>;

/** The request around a call to identity. */
export const authCall = async () => ({ headers: await pageHeaders(), site: "admin" as const });

/** A form of another site must not act in somebody's name. Next itself lets a missing Origin pass. */
export async function refusedSender(): Promise<string | null> {
  const verdict = door().checkOrigin(await headers());
  return verdict.ok ? null : verdict.reason;
}

/**
 * Runs the body of an action and turns every expected failure into an answer. `keep` names the fields
 * that are given back to be corrected. Redirects pass through.
 */
export async function act<Field extends string>(
  data: FormData,
  keep: readonly Field[],
  body: () => Promise<FormState<Field>>,
): Promise<FormState<Field>> {
  const values = valuesOf(data, keep);
  const refused = (error: string) =>
    ({ success: false, error, fieldErrors: fieldErrorsOf([], keep), values }) as const;
  const foreign = await refusedSender();
  if (foreign !== null) return refused(foreign);
  try {
    return await body();
  } catch (error) {
    if (isSignal(error)) throw error;
    const { code, message } = door().toAppError(error);
    if (code === "internal") door().services.log.error({ err: error }, "action failed");
    return refused(message);
  }
}

/** Next's own signals (`redirect`) are thrown, and carry a digest. */
const isSignal = (error: unknown): boolean =>
  typeof error === "object" &&
  error !== null &&
  "digest" in error &&
  typeof error.digest === "string" &&
  error.digest.startsWith("NEXT_");

/** What identity refused, as a form shows it. Passwords are never among `keep`. */
export function refusalOf<Field extends string>(
  refusal: Refusal,
  data: FormData,
  keep: readonly Field[],
  fields: readonly Field[] = keep,
): FormState<Field> {
  const issues = Object.entries(refusal.fieldErrors ?? {}).flatMap(([field, [issue]]) =>
    issue === undefined ? [] : [{ field, issue }],
  );
  const fieldErrors = fieldErrorsOf(issues, fields);
  return {
    success: false,
    error:
      Object.keys(fieldErrors).length > 0 ? "Something below needs another look." : refusal.message,
    fieldErrors,
    values: valuesOf(data, keep),
    ...(refusal.retryAfterSeconds !== undefined && {
      retryAfterSeconds: refusal.retryAfterSeconds,
    }),
  };
}
