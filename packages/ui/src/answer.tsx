import { FormMessage } from "./form-message.tsx";

export interface AnswerProps {
  message: string | null;
  error: string | null;
}

/** What came of sending a form, above its fields; nothing before it was sent. */
export function Answer({ message, error }: AnswerProps) {
  if (error) return <FormMessage tone="error">{error}</FormMessage>;
  if (message) return <FormMessage tone="ok">{message}</FormMessage>;
  return null;
}
