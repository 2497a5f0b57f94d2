// How much of a list a page shows; the look-up before the page asks for the same, and so for free.

/** One post leads the front page, the others stand in its index. */
export const frontPage = 11;
/** A section's, tag's or author's posts. */
export const listPage = 20;
/** Titles of the archive, and tags. */
export const longPage = 100;
