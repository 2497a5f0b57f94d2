/**
 * Something a person can do something about. The front door prints its message alone, without a
 * stack; every other error is a defect of ours and keeps its stack.
 */
export class Trouble extends Error {
  /**
   * @param {string} message what is wrong and what to do, in full sentences
   * @param {{ cause?: unknown, exitCode?: number, log?: string }} [options] `log` is printed above the message
   */
  constructor(message, options = {}) {
    super(message);
    this.name = "Trouble";
    this.cause = options.cause;
    this.exitCode = options.exitCode === undefined ? 1 : options.exitCode;
    this.log = options.log;
  }
}

const causes = [
  {
    pattern: /ENOSPC|EDQUOT|no space left|disk quota exceeded|os error 28\b/i,
    /** @param {string} folder */
    advice: (folder) =>
      `The disk is full. Free some space for ${folder}, then run the command again.`,
  },
  {
    pattern: /EROFS|read-only file system|os error 30\b/i,
    /** @param {string} folder */
    advice: (folder) =>
      `${folder} is on a read-only file system. Copy the repository to a place you can write to.`,
  },
  {
    pattern: /EACCES|EPERM|permission denied|os error 13\b/i,
    /** @param {string} folder */
    advice: (folder) =>
      `This user may not write to ${folder}. Change the owner of the folder, or run as the user who owns it.`,
  },
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|error sending request|dns error/i,
    advice: () =>
      "The npm registry could not be reached. Check the network, the proxy and the registry in your npm configuration.",
  },
];

/**
 * The advice for a failure that a person can mend, found in an error's code or a command's output.
 * @param {string} text
 * @param {string} folder the folder the failure is about
 * @returns {string | undefined} undefined when the text names no cause we know
 */
export function adviceFor(text, folder) {
  const cause = causes.find(({ pattern }) => pattern.test(text));
  return cause && cause.advice(folder);
}

/**
 * Turns a file system error that a person can mend into Trouble; gives others back as they are.
 * @param {unknown} error
 * @param {string} folder
 * @returns {unknown}
 */
export function explained(error, folder) {
  if (error instanceof Trouble || !(error instanceof Error)) return error;
  const code = "code" in error ? String(error.code) : "";
  const advice = code && adviceFor(code, folder);
  return advice ? new Trouble(advice, { cause: error }) : error;
}
