import type { Role } from "@quoin/auth";
import type { CountedUse } from "../counting.ts";

export type RestMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * How a procedure is reached under `/api/v1`. Its input and output say everything else:
 *
 * - Parts of the path in braces, the query of GET and DELETE and the body of the others are fields of
 *   the input.
 * - One is a list of one: a list of records takes the body as its only one, and `{ ids }` takes `{id}`
 *   from the path. The answer is then the one record, and null where nothing had to be done.
 */
export interface RestRoute {
  readonly method: RestMethod;
  /** Under `/api/v1`, with fields of the input in braces: `/posts/{id}/publish`. */
  readonly path: `/${string}`;
  /** What it does, in a few words, for the reference. */
  readonly summary: string;
  /** Of a call that went well; 200 when absent. 204 answers without a body. */
  readonly status?: 201 | 204;
  /** Where a record that was made is found, with fields of the answer in braces. */
  readonly location?: `/${string}`;
  /** Where several lists share one address: the parameter that asks for this one. */
  readonly when?: string;
  /** Fields that may be left out though the method is PUT, which replaces a record whole. */
  readonly optional?: readonly string[];
}

/** What a procedure says about itself, beside its input and output. */
export interface Meta {
  /** Who may call it at all; what is whose is the policy's question. */
  readonly access?: Role | "public";
  /** Credentials that do not open it, whatever their owner may; `token` is the JWT, not a session's own. */
  readonly closedTo?: readonly ("token" | "key")[];
  /** Honours `Idempotency-Key`: made again with the same key it is answered and not done again. */
  readonly idempotent?: true;
  /** The limit that its calls are counted against, beside that of all calls. */
  readonly limit?: CountedUse;
  readonly rest?: RestRoute | readonly RestRoute[];
}
