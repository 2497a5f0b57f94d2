import { DatabaseUnavailableError } from "../database-errors.ts";

// Together under 3 s, the time in which a database that went silent has to be noticed.
const patienceMs = 900;
const tickMs = 250;
export const probeDeadlineMs = 1_250;
const restAfterAnswerMs = 2_000;

interface Watched {
  readonly since: number;
  readonly giveUp: (reason: DatabaseUnavailableError) => void;
}

/**
 * Notices a database that has gone silent: a firewall that drops packets, a frozen machine. The socket stays
 * open, so a statement would hang until its own long timeout. When something has waited for a while, a fresh
 * connection is tried; only when that gets no answer either is everything that waits given up. A statement that
 * is merely slow is left alone, because the probe succeeds.
 */
export class Watchdog {
  readonly #probe: () => Promise<boolean>;
  readonly #waiting = new Set<Watched>();
  #timer: NodeJS.Timeout | undefined;
  #probing = false;
  #restUntil = 0;

  /** `probe` says whether a fresh connection gets any answer; it keeps its own deadline, `probeDeadlineMs`. */
  constructor(probe: () => Promise<boolean>) {
    this.#probe = probe;
  }

  /** Waits for `work`; rejects early, after calling `abandon`, when the database has gone silent meanwhile. */
  watch<Result>(work: Promise<Result>, abandon: () => void): Promise<Result> {
    return new Promise((resolve, reject) => {
      const watched: Watched = {
        since: Date.now(),
        giveUp: (reason) => {
          this.#waiting.delete(watched);
          reject(reason);
          abandon();
        },
      };
      this.#waiting.add(watched);
      this.#timer ??= setInterval(() => this.#look(), tickMs).unref();
      work.then(
        (result) => {
          this.#forget(watched);
          resolve(result);
        },
        (error: unknown) => {
          this.#forget(watched);
          reject(error);
        },
      );
    });
  }

  #forget(watched: Watched): void {
    this.#waiting.delete(watched);
    if (this.#waiting.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    const now = Date.now();
    const overdue = [...this.#waiting].some(({ since }) => now - since > patienceMs);
    if (!overdue || this.#probing || now < this.#restUntil) return;
    this.#probing = true;
    void this.#probe().then(async (answered) => {
      // When this process itself was stuck, answers may lie in the sockets unread: let them in before judging.
      if (!answered) await new Promise((resolve) => setImmediate(resolve));
      this.#probing = false;
      if (answered) this.#restUntil = Date.now() + restAfterAnswerMs;
      else this.#giveUp();
    });
  }

  #giveUp(): void {
    const reason = new DatabaseUnavailableError("The database does not answer");
    const now = Date.now();
    for (const watched of this.#waiting)
      if (now - watched.since > patienceMs) watched.giveUp(reason);
    if (this.#waiting.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
