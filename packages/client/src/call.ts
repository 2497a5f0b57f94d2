import type { Procedures } from "./contract.ts";

/** What one call may ask for itself. */
export interface CallOptions {
  /** Ends the call, its retries included, after so many milliseconds. */
  readonly timeoutMs?: number;
  /** How often a failed call is tried again; 0 for never. */
  readonly retries?: number;
  /**
   * Names a creating call, such as `crypto.randomUUID()`: sent twice it is done once, and the second
   * answer is the first. So a call with a key is tried again like a query.
   */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

type Call<Input> = undefined extends Input
  ? [input?: Input, options?: CallOptions]
  : [input: Input, options?: CallOptions];

/** A call that only reads. Rejects with a `QuoinError`. */
export interface Query<Input, Output> {
  query(...call: Call<Input>): Promise<Output>;
}

/** A call that changes something. Rejects with a `QuoinError`. */
export interface Mutation<Input, Output> {
  mutate(...call: Call<Input>): Promise<Output>;
}

type Callable<Procedure> = Procedure extends {
  type: infer Type;
  input: infer Input;
  output: infer Output;
}
  ? Type extends "query"
    ? Query<Input, Output>
    : Type extends "mutation"
      ? Mutation<Input, Output>
      : never
  : never;

/**
 * Every procedure of the API as a function: `quoin.post.list.query({ limit: 10 })`. Subscriptions are for
 * browsers, which reconnect by themselves.
 */
export type QuoinClient = {
  readonly [Feature in keyof Procedures]: {
    readonly [Name in keyof Procedures[Feature]]: Callable<Procedures[Feature][Name]>;
  };
};

type Part<Of extends "input" | "output"> = {
  [Feature in keyof Procedures]: {
    [Name in keyof Procedures[Feature]]: Procedures[Feature][Name] extends Record<Of, infer It>
      ? It
      : never;
  };
};

/** What each procedure takes: `Inputs["post"]["create"]`. */
export type Inputs = Part<"input">;
/** What each procedure returns: `Outputs["post"]["list"]`. */
export type Outputs = Part<"output">;
