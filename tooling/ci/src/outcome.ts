/** What one gate found. A gate without tests inside counts as one check. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** Why nothing ran; then both numbers are 0, or `failed` is 1 where skipping is not allowed. */
  readonly skipped?: string;
  /** A few words for the table, such as `87.4 % lines`. */
  readonly detail?: string;
  /** What failed, one line each: a long log hides it. */
  readonly broken?: readonly string[];
  /** What the tools printed; shown when something failed. */
  readonly log?: string;
}

/** A finished gate, as the closing table shows it. */
export interface Row {
  readonly name: string;
  readonly outcome: Outcome;
  readonly milliseconds: number;
}

/** A gate that holds. */
export function passed(detail?: string): Outcome {
  return detail === undefined ? { passed: 1, failed: 0 } : { passed: 1, failed: 0, detail };
}

/** A gate that does not hold, with what its tool printed. */
export function failed(log: string, detail?: string): Outcome {
  return detail === undefined
    ? { passed: 0, failed: 1, log }
    : { passed: 0, failed: 1, log, detail };
}

/**
 * A gate that could not run. Where every gate must run (`CI=true`), that is a failure: a suite that
 * skips a tier would pass without having looked.
 */
export function skipped(reason: string, mustRun: boolean): Outcome {
  return mustRun
    ? { passed: 0, failed: 1, skipped: reason, log: `This gate must run here: ${reason}.` }
    : { passed: 0, failed: 0, skipped: reason };
}
