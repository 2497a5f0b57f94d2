/**
 * What a server action says of a form. It is what the page shows again, with or without script; a
 * refusal carries what was typed, so that nothing is lost.
 */
export type FormState<Field extends string = string> =
  | { readonly success: true; readonly message: string }
  | {
      readonly success: false;
      readonly error: string;
      readonly fieldErrors: Readonly<Partial<Record<Field, string>>>;
      readonly values: Readonly<Partial<Record<Field, string>>>;
      /** When trying again makes sense. */
      readonly retryAfterSeconds?: number;
    };

/** Before anything was sent. */
export type FormAnswer<Field extends string = string> = FormState<Field> | null;

/** A field as it was typed; a file or a missing field is nothing. */
export function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === "string" ? value : "";
}

/** What was typed into these fields. Never name a password: it would travel back in the page. */
export function valuesOf<Field extends string>(
  data: FormData,
  fields: readonly Field[],
): Partial<Record<Field, string>> {
  const values: Partial<Record<Field, string>> = {};
  for (const field of fields) values[field] = textOf(data, field);
  return values;
}

/** The first thing that is wrong with each of these fields. */
export function fieldErrorsOf<Field extends string>(
  issues: readonly { readonly field: string; readonly issue: string }[],
  fields: readonly Field[],
): Partial<Record<Field, string>> {
  const errors: Partial<Record<Field, string>> = {};
  for (const field of fields) {
    const found = issues.find((issue) => issue.field === field);
    if (found) errors[field] = found.issue;
  }
  return errors;
}

/** The parts of an answer that a form shows; empty before anything was sent. */
export function shown<Field extends string>(answer: FormAnswer<Field>) {
  const refused = answer && !answer.success ? answer : null;
  return {
    message: answer?.success ? answer.message : null,
    error: refused?.error ?? null,
    errors: refused?.fieldErrors ?? ({} as Partial<Record<Field, string>>),
    values: refused?.values ?? ({} as Partial<Record<Field, string>>),
  };
}
