/**
 * True when `text` can be stored and told to everybody: PostgreSQL refuses NUL bytes, a lone surrogate has no
 * UTF-8, and one U+FFFE or U+FFFF makes a feed that no reader opens, because XML has no way to write it.
 * Meant for zod: `z.string().refine(isCleanText, "contains characters that cannot be stored")`.
 */
export function isCleanText(text: string): boolean {
  return text.isWellFormed() && !/[\0\uFFFE\uFFFF]/.test(text);
}
