import { DatabaseUnavailableError } from "../database-errors.ts";

// Together under 3 s, the time in which a database that went silent has to be noticed.
const patienceMs = 900;
const tickMs = 250;
export const probeDeadlineMs = 1_250;
const restAfterAnswerMs = 1_400;

interface Watched {
  readonly since: number;
  readonly giveUp: (reason: DatabaseUnavailableError) => void;
}

/**
 * Notices a database that has gone silent: a firewall that drops packets, a frozen machine. The socket stays
 * open, so a statement would hang until its own long timeout. When something has waited for a while, a fresh
 * connection is tried; only when that gets no answer either is everything that waits given up. A statement that
 * is merely slow is left alone, because the probe succeeds.
 *
 * From then on nothing waits anew: what makes one read after another, or stands in a queue, hears of it within
 * the first wait. Fresh connections are tried until one gets an answer.
 */
export class Watchdog {
  readonly #probe: () => Promise<boolean>;
  readonly #waiting = new Set<Watched>();
  #timer: NodeJS.Timeout | undefined;
  #probing = false;
  #restUntil = 0;
  #silent: DatabaseUnavailableError | undefined;
  #isStopped = false;

  /** `probe` says whether a fresh connection gets any answer; it keeps its own deadline, `probeDeadlineMs`. */
  constructor(probe: () => Promise<boolean>) {
    this.#probe = probe;
  }

  /**
   * Begins `work` and waits for it; rejects early, after calling `abandon`, when the database has gone silent
   * meanwhile. While it is known to be silent nothing is begun.
   */
  watch<Result>(work: () => Promise<Result>, abandon: () => void): Promise<Result> {
    if (this.#silent) {
      abandon();
      return Promise.reject(this.#silent);
    }
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
      work().then(
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

  /** Tries no more connections. */
  stop(): void {
    this.#isStopped = true;
  }

  #forget(watched: Watched): void {
    this.#waiting.delete(watched);
    if (this.#waiting.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    const now = Date.now();
    if (this.#silent) return this.#giveUp(this.#silent);
    const overdue = [...this.#waiting].some(({ since }) => now - since > patienceMs);
    if (overdue && !this.#probing && now >= this.#restUntil) void this.#ask();
  }

  async #ask(): Promise<void> {
    this.#probing = true;
    const answered = await this.#probe();
    // When this process itself was stuck, answers may lie in the sockets unread: let them in before judging.
    if (!answered) await new Promise((resolve) => setImmediate(resolve));
    this.#probing = false;
    if (answered) {
      this.#silent = undefined;
      this.#restUntil = Date.now() + restAfterAnswerMs;
      return;
    }
    this.#silent ??= new DatabaseUnavailableError("The database does not answer");
    this.#giveUp(this.#silent);
    if (!this.#isStopped) setTimeout(() => void this.#ask(), tickMs).unref();
  }

  #giveUp(reason: DatabaseUnavailableError): void {
    const now = Date.now();
    // What began only just before may be answered yet.
    for (const watched of this.#waiting)
      if (now - watched.since > patienceMs) watched.giveUp(reason);
    if (this.#waiting.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
