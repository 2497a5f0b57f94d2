/** A failure that its message explains in full; shown without a stack, with exit code 1. */
export class CliError extends Error {
  override readonly name = "CliError";
}
