import type { Ctx } from "../context.ts";
import { AppError } from "../errors.ts";
import type { Meta } from "../rest/meta.ts";

const why = {
  token: "This needs a session; a token that was issued for a service does not do",
  key: "This needs a session; an API key does not do",
};

/**
 * Refuses credentials that are passed around where somebody could make themselves at home: a token lasts
 * minutes, what it would make lasts for good.
 */
export function requireCredential(
  { credential }: Pick<Ctx, "credential">,
  closedTo: Meta["closedTo"] = [],
): void {
  const refused = closedTo.find((kind) => kind === credential);
  if (refused) throw new AppError("not_allowed", why[refused]);
}
