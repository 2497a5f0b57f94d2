import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { countingUses, type LimitState, noteCount } from "./limits-headers.ts";

const state = (change: Partial<LimitState> = {}): LimitState => ({
  limit: 10,
  remaining: 7,
  resetSeconds: 540,
  windowSeconds: 900,
  ...change,
});

test("an answer says how many uses are left, of how many, and until when", async () => {
  const { answer, headers } = await countingUses(async () => {
    noteCount(state());
    return "done";
  });
  expect(answer).toBe("done");
  expect(headers).toEqual({
    "ratelimit-limit": "10",
    "ratelimit-remaining": "7",
    "ratelimit-reset": "540",
    "ratelimit-policy": "10;w=900",
  });
});

test("says nothing where nothing was counted, and nobody listens outside of an answer", async () => {
  noteCount(state());
  expect((await countingUses(async () => null)).headers).toEqual({});
});

test("of several limits the one that ends first is told", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ remaining: fc.nat(60), resetSeconds: fc.integer({ min: 1 }) }), {
        minLength: 1,
      }),
      async (counts) => {
        const { headers } = await countingUses(async () => {
          for (const count of counts) noteCount(state(count));
        });
        const least = Math.min(...counts.map(({ remaining }) => remaining));
        const longest = Math.max(
          ...counts.flatMap(({ remaining, resetSeconds }) =>
            remaining === least ? [resetSeconds] : [],
          ),
        );
        expect(headers).toMatchObject({
          "ratelimit-remaining": String(least),
          "ratelimit-reset": String(longest),
        });
      },
    ),
  );
});

test("two requests at once keep their counts apart", async () => {
  const request = (remaining: number) =>
    countingUses(async () => {
      await sleep(5);
      noteCount(state({ remaining }));
      await sleep(5);
    });
  const answers = await Promise.all([request(1), request(2)]);
  expect(answers.map(({ headers }) => headers["ratelimit-remaining"])).toEqual(["1", "2"]);
});
