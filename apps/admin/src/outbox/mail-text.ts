export interface Piece {
  readonly text: string;
  /** True for an address that can be followed. */
  readonly isLink: boolean;
}

/** A mail's text in pieces: its addresses, and what stands between them. */
export function piecesOf(text: string): Piece[] {
  // A full stop or bracket after an address is the sentence's.
  return text
    .split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/)
    .map((piece, at) => ({ text: piece, isLink: at % 2 === 1 }))
    .filter((piece) => piece.text !== "");
}

/**
 * A mail's HTML without style attributes and style sheets. As text, because a document that is only
 * parsed is held to the page's policy too, and each style would be reported as refused.
 */
export const withoutStyles = (html: string): string =>
  html
    .replaceAll(/<style\b[^>]*>[\s\S]*?<\/style\s*>/gi, "")
    .replaceAll(/<[a-z][^>]*>/gi, (tag) =>
      tag.replaceAll(/\sstyle\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, ""),
    );
