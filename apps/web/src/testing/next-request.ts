/**
 * The request that Next would hand to an action: what a browser sent, and the cookies it is given.
 * Tests put it in the place of `next/headers`, and nothing else of ours.
 */
const web = "http://localhost:3000";
const jar = new Map<string, string>();
let more: Readonly<Record<string, string>> = {};
let addresses = 0;

export interface SetCookie {
  readonly name: string;
  readonly value: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}
/** What was set, in order. */
export const setCookies: SetCookie[] = [];

/** A browser without cookies, at an address of its own; `headers` is what it sends besides. */
export function newBrowser(headers: Readonly<Record<string, string>> = {}): void {
  jar.clear();
  setCookies.length = 0;
  addresses += 1;
  more = headers;
}

/** From here on the browser sends these headers besides. */
export function sending(headers: Readonly<Record<string, string>>): void {
  more = headers;
}

const cookieHeader = () =>
  [...jar].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("; ");

export async function headers(): Promise<Headers> {
  const cookie = cookieHeader();
  return new Headers({
    host: "localhost:3000",
    origin: web,
    "x-quoin-client-ip": `192.0.2.${addresses}`,
    ...(cookie && { cookie }),
    ...more,
  });
}

export async function cookies() {
  return {
    toString: cookieHeader,
    set(name: string, value: string, attributes: Readonly<Record<string, unknown>> = {}) {
      setCookies.push({ name, value, attributes });
      if (attributes["maxAge"] === 0) jar.delete(name);
      else jar.set(name, value);
    },
  };
}
