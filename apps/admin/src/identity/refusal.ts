import { type FormState, valuesOf } from "@quoin/ui/form-state";

/** A refused sign-in as its form shows it again; the password is never given back. */
export function refusal(
  error: string,
  fieldErrors: Readonly<Record<string, readonly string[]>>,
  data: FormData,
): FormState<"email" | "password"> {
  const first = (field: string) => fieldErrors[field]?.[0];
  const email = first("email");
  const password = first("password");
  return {
    success: false,
    error,
    fieldErrors: { ...(email && { email }), ...(password && { password }) },
    values: valuesOf(data, ["email"]),
  };
}
