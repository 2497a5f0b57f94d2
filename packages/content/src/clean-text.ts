/**
 * True when `text` can be stored and told to everybody: PostgreSQL refuses NUL bytes, a lone surrogate has no
 * UTF-8, and one U+FFFE or U+FFFF makes a feed that no reader opens, because XML has no way to write it.
 * Meant for zod: `z.string().refine(isCleanText, "contains characters that cannot be stored")`.
 */
export function isCleanText(text: string): boolean {
  return text.isWellFormed() && !/[\0\uFFFE\uFFFF]/.test(text);
}

/** True when `text` leaves a mark on paper: not when it is all blanks, joiners and fillers of other scripts. */
export const isVisible = (text: string): boolean =>
  /(?=[\p{L}\p{N}\p{P}\p{S}])[^\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);

/**
 * `text` without the characters that turn the direction of what follows, beyond its own end too: they make a
 * name say something else than it holds. What people copy may bring them along unseen, so nobody is refused.
 */
export const withoutOverrides = (text: string): string =>
  text.replaceAll(/[\u202A-\u202E\u2066-\u2069]/g, "");
