import autocannon from "autocannon";
import { median, spreadOf } from "./figure.ts";
import { processorTime } from "./processes.ts";

/** Who answers, and what is asked of it. */
export interface Contender {
  /** Its address, at 127.0.0.1. */
  readonly origin: string;
  /** Each connection starts elsewhere in this list and goes round. */
  readonly paths: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** The process that answers, to see what a request costs it. */
  readonly pid?: number;
  /** Goes on beside the load until it is told to stop. */
  readonly beside?: () => () => Promise<void>;
}

export interface Round {
  readonly perSecond: number;
  /** Processor time of the process that answers, in microseconds a request; NaN when unknown. */
  readonly microseconds: number;
}

export interface Rounds {
  readonly perSecond: number;
  readonly microseconds: number;
  readonly spread: number;
  readonly each: readonly Round[];
}

/** Seconds after which a server has compiled what it runs often. */
const warmUp = 4;

/** As many as a small machine's server is kept busy by, without queueing for long. */
const connections = 10;

/** Asks for `seconds`, over connections that stay open. Throws unless every answer was a 2xx. */
export async function load(contender: Contender, seconds: number): Promise<Round> {
  const { origin, paths, headers = {}, pid } = contender;
  const requests = paths.map((path) => ({ method: "GET" as const, path, headers: { ...headers } }));
  let client = 0;
  const stop = contender.beside?.();
  const before = pid === undefined ? Number.NaN : processorTime(pid);
  const result = await autocannon({
    url: origin,
    connections,
    duration: seconds,
    timeout: 20,
    setupClient(one) {
      const from = Math.floor((client++ * requests.length) / connections) % requests.length;
      one.setRequests([...requests.slice(from), ...requests.slice(0, from)]);
    },
  });
  const after = pid === undefined ? Number.NaN : processorTime(pid);
  await stop?.();
  const failed = result.non2xx + result.errors + result.timeouts;
  const answered = result["2xx"];
  if (failed > 0 || answered === 0)
    throw new Error(`${origin}${paths[0]}: ${answered} answers, and ${failed} that do not count`);
  return { perSecond: answered / result.duration, microseconds: (after - before) / answered };
}

/** Lets contenders take turns, A B A B …, after a round each that warms up and does not count. */
export async function alternate<Name extends string>(
  contenders: Readonly<Record<Name, Contender>>,
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Record<Name, Rounds>> {
  const names = Object.keys(contenders) as Name[];
  const found = new Map<Name, Round[]>(names.map((name) => [name, []]));
  for (const name of names) await load(contenders[name], warmUp);
  for (let round = 0; round < rounds; round++)
    for (const name of names) found.get(name)?.push(await load(contenders[name], seconds));
  const summed = names.map((name) => [name, sum(found.get(name) ?? [])] as const);
  return Object.fromEntries(summed) as Record<Name, Rounds>;
}

function sum(each: readonly Round[]): Rounds {
  const perSecond = each.map((round) => round.perSecond);
  return {
    perSecond: median(perSecond),
    microseconds: median(each.map((round) => round.microseconds)),
    spread: spreadOf(perSecond),
    each,
  };
}

/** One by the other, round by round, so that what slows down both does not show. */
export function ratioOf(ours: Rounds, floor: Rounds): number {
  return median(
    ours.each.map(({ perSecond }, at) => perSecond / (floor.each[at]?.perSecond ?? Number.NaN)),
  );
}

/** What a request cost the two, in words. */
export function costs(ours: Rounds, floor: Rounds): string {
  if (Number.isNaN(ours.microseconds)) return "";
  return `processor time a request ${Math.round(ours.microseconds)} µs, floor ${Math.round(floor.microseconds)} µs`;
}
