import "server-only";

import { headers } from "next/headers";
import { pageHeaders } from "../api.ts";
import { door } from "@quoin/api/door";
import { fieldErrorsOf, type FormState, valuesOf } from "@quoin/ui/form-state";

type Door = ReturnType<typeof door>;
type AuthResult = Awaited<ReturnType<Door["services"]["auth"]["signIn"]>>;
type Refusal = Extract<AuthResult, { ok: false }>;

/** A form of another site must not act in a reader's name. Next itself lets a missing Origin pass. */
async function refusedSender(): Promise<string | null> {
  const verdict = door().checkOrigin(await headers());
  return verdict.ok ? null : verdict.reason;
}

/** True when script sent the form: the answer updates the page. Without, the answer is the page. */
export const isScripted = async (): Promise<boolean> => (await headers()).has("next-action");

/** A caller may send anything in the place of a form. */
const formOf = (data: unknown): FormData => (data instanceof FormData ? data : new FormData());

/**
 * Runs the body of an action and turns every expected failure into an answer. `keep` names the fields
 * that are given back to be corrected. Redirects and bugs pass through.
 */
export async function act<Field extends string>(
  data: FormData,
  keep: readonly Field[],
  body: (form: FormData) => Promise<FormState<Field>>,
): Promise<FormState<Field>> {
  const form = formOf(data);
  const values = valuesOf(form, keep);
  const foreign = await refusedSender();
  if (foreign !== null)
    return { success: false, error: foreign, fieldErrors: fieldErrorsOf([], keep), values };
  try {
    return await body(form);
  } catch (error) {
    if (isSignal(error)) throw error;
    const { code, message, details, retryAfterSeconds } = door().toAppError(error);
    if (code === "internal") door().services.log.error({ err: error }, "action failed");
    const fieldErrors = fieldErrorsOf(details, keep);
    return {
      success: false,
      error: code === "validation" && Object.keys(fieldErrors).length > 0 ? mended : message,
      fieldErrors,
      values,
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    };
  }
}

const mended = "Something below needs another look.";

/** Next's own signals (`redirect`, `notFound`) are thrown, and carry a digest. */
const isSignal = (error: unknown): boolean =>
  typeof error === "object" &&
  error !== null &&
  "digest" in error &&
  typeof error.digest === "string" &&
  error.digest.startsWith("NEXT_");

/** What identity refused, as a form shows it. */
export function refusalOf<Field extends string>(
  refusal: Refusal,
  data: FormData,
  keep: readonly Field[],
  fields: readonly Field[] = keep,
): FormState<Field> {
  const issues = Object.entries(refusal.fieldErrors ?? {}).flatMap(([field, [issue]]) =>
    issue === undefined ? [] : [{ field, issue }],
  );
  const { message, retryAfterSeconds } = refusal;
  const fieldErrors = fieldErrorsOf(issues, fields);
  return {
    success: false,
    error: Object.keys(fieldErrors).length > 0 ? mended : message,
    fieldErrors,
    values: valuesOf(data, keep),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
}

/** The request around a call to identity. */
export const authCall = async () => ({ headers: await pageHeaders(), site: "web" as const });
