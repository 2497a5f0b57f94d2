import { setTimeout as sleep } from "node:timers/promises";

/**
 * Waits until an address answers 200, asking ten times a second. False when it has not by the
 * deadline, or `signal` gave up on it.
 */
export async function answersInTime(
  url: string,
  milliseconds: number,
  signal: AbortSignal,
): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  while (performance.now() < deadline && !signal.aborted) {
    if (await answers(url, signal)) return true;
    await sleep(100, undefined, { signal }).catch(() => {});
  }
  return false;
}

async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(url, {
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]),
    });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}
