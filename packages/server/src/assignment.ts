/** What is known of who asks, session or not. */
export interface Visitor {
  /** Of the page that is asked for, without its query. */
  readonly path: string;
  /** The `Cookie` header. */
  readonly cookie: string | undefined;
  /** Two letters of ISO 3166-1, from a trusted proxy alone. */
  readonly country: string | undefined;
}

/** What one visitor is shown and another may not be. */
export interface Assignment {
  /** The page behind reads it as `x-quoin-variants`, and is remembered for each value apart. */
  readonly variants: string;
  /** A `Set-Cookie` line, so that the same visitor gets the same again. */
  readonly setCookie?: string | undefined;
}

/** Decides what a visitor is shown; null where all see the same, and then nothing is set or kept apart. */
export type Assign = (visitor: Visitor) => Assignment | null;
