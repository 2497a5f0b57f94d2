import { request } from "node:http";
import { connect } from "node:net";
import { tellWatch } from "./contract.ts";
import type { Publication } from "./publication.ts";
import type { Person } from "./test.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Asks for an address exactly as it is written: nothing is encoded, cleaned or followed. */
export function ask(origin: string, target: string, question: Question = {}): Promise<Answer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const { method = "GET", headers = {}, body } = question;
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const asked = request(
      { hostname, port, path: target, method, headers: { ...length, ...headers }, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("error", reject);
        response.once("end", () => {
          const received = new Headers();
          for (const [name, values] of Object.entries(response.headersDistinct)) {
            for (const value of values ?? []) received.append(name, value);
          }
          const status = response.statusCode ?? 0;
          const text = Buffer.concat(chunks).toString("utf8");
          tellWatch(origin + target, method, status, received, text);
          resolve({ status, headers: received, body: text });
        });
      },
    );
    let answered = false;
    asked.once("response", () => {
      answered = true;
    });
    // A server that refuses a large body need not read it to its end.
    asked.on("error", (error) => {
      if (!answered) reject(error);
    });
    asked.end(body);
  });
}

/** Sends bytes that no client library would, and answers the status of what comes back. */
export function askRaw(origin: string, bytes: string): Promise<number> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let text = "";
    socket.setEncoding("latin1");
    socket.once("error", reject);
    socket.on("data", (chunk: string) => {
      text += chunk;
      const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(text) ?? [];
      if (status === undefined) return;
      socket.destroy();
      resolve(Number(status));
    });
    socket.once("close", () => resolve(0));
    socket.end(Buffer.from(bytes, "latin1"));
  });
}

/** Signs in over HTTP and answers the session's cookie, as a browser would send it. */
export async function sessionCookie(
  { webUrl }: Pick<Publication, "webUrl">,
  { email, password }: Person,
  address: string,
): Promise<string> {
  const response = await fetch(`${webUrl}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: webUrl, "x-forwarded-for": address },
    body: JSON.stringify({ email, password }),
  });
  const [cookie] = response.headers.getSetCookie().map((line) => line.split(";")[0] ?? "");
  if (!response.ok || !cookie) {
    throw new Error(`Signing in answered ${response.status}: ${await response.text()}`);
  }
  return cookie;
}

/** Calls a procedure of the API by hand. */
export function call(
  origin: string,
  procedure: string,
  input: unknown,
  { method = "POST", headers = {} }: Question = {},
): Promise<Answer> {
  const json = JSON.stringify({ json: input });
  return method === "GET"
    ? ask(origin, `/api/trpc/${procedure}?input=${encodeURIComponent(json)}`, { headers })
    : ask(origin, `/api/trpc/${procedure}`, {
        method,
        headers: { "content-type": "application/json", origin, ...headers },
        body: json,
      });
}
