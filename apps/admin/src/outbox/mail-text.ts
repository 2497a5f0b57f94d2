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
