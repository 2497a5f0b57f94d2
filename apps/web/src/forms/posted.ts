/** Tells a page that it is the answer to a form; no client can set it. */
export const postedHeader = "x-quoin-posted";
