import { type ApiError, apiError } from "@quoin/client";

export interface Words {
  /** What happened. */
  readonly title: string;
  /** What still works and what to do. */
  readonly advice: string;
  /** Where to look in the log; null when the call never arrived. */
  readonly reference: string | null;
  /** All of it in a line. */
  readonly full: string;
}

const advices: Record<ApiError["code"], string> = {
  validation: "Nothing was changed. Put it right and try again.",
  unauthenticated: "You are signed out. Sign in again in another tab, then try once more.",
  not_allowed: "Nothing was changed. An admin can say who may do this.",
  not_found: "It may have been deleted in the meantime. Everything else is still there.",
  conflict: "Nothing was changed.",
  method_not_allowed: "Nothing was changed. Load the page again.",
  unsupported_media_type: "Nothing was changed. Load the page again.",
  unprocessable: "Nothing was changed. Load the page again and try once more.",
  too_large: "Nothing was changed. Make it smaller and try again.",
  rate_limited: "Nothing was changed. Wait a moment and try again.",
  unavailable: "Nothing was changed. It is usually back within moments.",
  internal: "Nothing was changed. Try again; if it stays, tell an admin the reference.",
};

/** A failed call in words for a screen: what happened, what to do, and the id of the request. */
export function wordsOf(error: unknown): Words {
  const known = apiError(error);
  if (!known)
    return {
      title: "The newsroom could not be reached",
      advice: "Look at your connection, then try again.",
      reference: null,
      full: "The newsroom could not be reached. Look at your connection, then try again.",
    };
  const title = known.message;
  const wait = known.retryAfterSeconds;
  const advice =
    known.code === "rate_limited" && wait !== null
      ? `Nothing was changed. Try again in ${wait} seconds.`
      : advices[known.code];
  const reference =
    known.code === "internal" || known.code === "unavailable" ? known.requestId : null;
  const sentence = /[.!?]$/.test(title) ? title : `${title}.`;
  return {
    title,
    advice,
    reference: known.requestId,
    full: `${sentence} ${advice}${reference ? ` (ref ${reference})` : ""}`,
  };
}
