/** Why an embedded PostgreSQL could not be had; `remedy` says what a person can do about it. */
export type EmbeddedProblem =
  | "binaries-missing"
  | "binaries-unusable"
  | "no-account"
  | "folder-unreachable"
  | "folder-foreign"
  | "version-mismatch"
  | "disk-full"
  | "port-taken"
  | "start-failed";

/** Every failure of the embedded server that a person can act on. The message names the folder and the remedy. */
export class EmbeddedPostgresError extends Error {
  override readonly name = "EmbeddedPostgresError";
  readonly code: EmbeddedProblem;
  readonly remedy: string;

  constructor(code: EmbeddedProblem, what: string, remedy: string, options?: ErrorOptions) {
    super(`${what} ${remedy}`, options);
    this.code = code;
    this.remedy = remedy;
  }
}

/** The `code` of a Node or PostgreSQL error, or undefined. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** True when text or an error says that the disk is full (or a quota is used up). */
export function saysDiskFull(trouble: unknown): boolean {
  const code = errorCode(trouble);
  if (code === "ENOSPC" || code === "EDQUOT") return true;
  return /no space left on device|disk quota exceeded|ENOSPC|EDQUOT/i.test(String(trouble));
}

/** The error for a full disk under `folder`. */
export function diskFull(folder: string, cause?: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    "disk-full",
    `The disk that holds ${folder} is full, so PostgreSQL cannot run there.`,
    "Free at least 200 MB, or choose a data folder on another disk, and start again.",
    { cause },
  );
}
