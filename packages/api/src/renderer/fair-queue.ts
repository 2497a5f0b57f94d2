/** Work that is done one after another, while its owners take turns. */
export interface FairQueue {
  /**
   * Settles as `work` does. A hundred pieces of one owner are no longer in another's way than one.
   * Null when the owner has `most` pieces waiting already.
   */
  add<Result>(owner: string, work: () => Promise<Result>): Promise<Result> | null;
}

/** `most` pieces of one owner may wait at a time. */
export function createFairQueue(most: number): FairQueue {
  /** What waits, by owner; the owners in the order of their turns. */
  const waiting = new Map<string, (() => Promise<void>)[]>();
  let isBusy = false;

  function take(): (() => Promise<void>) | undefined {
    for (const [owner, pieces] of waiting) {
      // Behind all others, if there is more.
      waiting.delete(owner);
      const [next, ...rest] = pieces;
      if (rest.length > 0) waiting.set(owner, rest);
      return next;
    }
    return undefined;
  }

  async function workOff(): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    for (let next = take(); next; next = take()) await next();
    isBusy = false;
  }

  return {
    add<Result>(owner: string, work: () => Promise<Result>) {
      const pieces = waiting.get(owner) ?? [];
      if (pieces.length >= most) return null;
      const done = new Promise<Result>((resolve, reject) => {
        pieces.push(() => work().then(resolve, reject));
      });
      waiting.set(owner, pieces);
      void workOff();
      return done;
    },
  };
}
