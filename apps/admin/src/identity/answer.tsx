import { FormMessage } from "@quoin/ui/form-message";

/** What came of sending a form, above its fields. */
export function Answer({ message, error }: { message: string | null; error: string | null }) {
  if (error) return <FormMessage tone="error">{error}</FormMessage>;
  if (message) return <FormMessage tone="ok">{message}</FormMessage>;
  return null;
}
