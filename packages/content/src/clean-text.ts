/**
 * True when `text` can be stored: PostgreSQL refuses NUL bytes, and a lone surrogate has no UTF-8.
 * Meant for zod: `z.string().refine(isCleanText, "contains characters that cannot be stored")`.
 */
export function isCleanText(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}
