import { apiError } from "@quoin/client";

/** The part of a zod schema that a form needs; zod itself is the API's. */
export interface Checker<Value> {
  safeParse(draft: unknown):
    | { readonly success: true; readonly data: Value }
    | {
        readonly success: false;
        readonly error: {
          readonly issues: readonly {
            readonly path: readonly PropertyKey[];
            readonly message: string;
          }[];
        };
      };
}

/** What is wrong with each field, by its name. */
export type FieldErrors = Readonly<Record<string, string>>;

/** A path into an input as the form's field: a list of one is that one. */
const fieldOf = (path: readonly PropertyKey[]): string =>
  path
    .map(String)
    .filter((part) => !/^\d+$/.test(part))
    .join(".");

/** The first thing that is wrong with each field. */
export function errorsOf(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): FieldErrors {
  const errors: Record<string, string> = {};
  for (const { path, message } of issues) errors[fieldOf(path)] ??= message;
  return errors;
}

/** What the API found wrong with each field of a refused call; empty when it was something else. */
export const refusedFields = (error: unknown): FieldErrors =>
  errorsOf(
    (apiError(error)?.details ?? []).map(({ field, issue }) => ({
      path: field.split("."),
      message: issue,
    })),
  );
