import type { AppRouter } from "./router.ts";

// What the API offers, without tRPC's machinery around it. In the workspace it is read from the live router;
// the package that is published carries a copy of what this says, written out, in place of this file.

export type { ErrorCode, ErrorDetail } from "@quoin/api";

/** One procedure: what it is, what it takes, what it gives; of a subscription, what each event carries. */
type Plain<Procedure> = Procedure extends {
  _def: { type: infer Type; $types: { input: infer Input; output: infer Output } };
}
  ? {
      type: Type;
      input: Input;
      output: Output extends AsyncIterable<infer Event> ? Told<Event> : Output;
    }
  : never;

/** An event that may be resumed after comes with its id. */
type Told<Event> = Event extends { id: string; data: infer Data }
  ? { id: string; data: Data }
  : Event;

type Features = AppRouter["_def"]["record"];

/** Every procedure, by feature and name. Mapped from the router's own names, so that editors find their source. */
export type Procedures = {
  [Feature in keyof Features]: {
    [Name in keyof Features[Feature]]: Plain<Features[Feature][Name]>;
  };
};
