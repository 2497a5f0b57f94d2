import type { IncomingMessage } from "node:http";
import type { Refusal } from "./request.ts";

/** Why a body is refused before any of it is read; undefined when it may come. */
export function refusedBody(
  headers: IncomingMessage["headers"],
  limit: number,
  needsLength: boolean,
): Refusal | undefined {
  const encoding = headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity")
    return {
      status: 415,
      code: "unsupported_media_type",
      message: "Send the body without compression",
    };
  const length = headers["content-length"];
  if (length !== undefined && Number(length) > limit) return tooLarge(limit);
  if (length === undefined && headers["transfer-encoding"] !== undefined && needsLength)
    return { status: 411, code: "validation", message: "Say how long the body is" };
  return undefined;
}

export function tooLarge(limit: number): Refusal {
  const text = new Intl.NumberFormat("en").format(limit);
  return { status: 413, code: "too_large", message: `The body is larger than ${text} bytes` };
}

/** True when the request announces a body. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

/**
 * The whole body, or undefined as soon as it is seen to exceed the limit; what follows is then
 * left unread. Rejects when the client leaves.
 */
export function readBody(req: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | undefined>();
  const chunks: Buffer[] = [];
  let size = 0;
  // Not `for await`: leaving its loop early would end the connection before there is an answer.
  const read = (chunk: Buffer) => {
    size += chunk.byteLength;
    if (size <= limit) return void chunks.push(chunk);
    req.off("data", read).pause();
    resolve(undefined);
  };
  req.on("data", read);
  req.once("end", () => resolve(Buffer.concat(chunks)));
  req.once("error", reject);
  req.once("close", () => reject(new Error("The client left before the end of its body")));
  return promise;
}
