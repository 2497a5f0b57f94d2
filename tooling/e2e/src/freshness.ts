import { setTimeout as sleep } from "node:timers/promises";

/**
 * Holds when whoever asks for `url` a second after this was called, or sooner, is told what `isFresh`
 * wants to see. It asks as an anonymous reader. How long an answer takes does not count: only what the
 * publication knew when it was asked. A machine that stood still for that second has told it nothing,
 * so before the last time of asking app and database have to show that they run.
 */
export async function expectWithinSecond(
  url: string,
  isFresh: (answer: { status: number; body: string }) => boolean,
  what: string,
): Promise<void> {
  const deadline = performance.now() + 1_000;
  for (;;) {
    const isLast = performance.now() >= deadline;
    if (isLast) await fetch(new URL("/readyz", url));
    const response = await fetch(url, { redirect: "manual" });
    const answer = { status: response.status, body: await response.text() };
    if (isFresh(answer)) return;
    if (isLast)
      throw new Error(`A second later ${url} does not show ${what}: it answers ${answer.status}`);
    const left = deadline - performance.now();
    await sleep(Math.max(0, Math.min(50, left)));
  }
}
