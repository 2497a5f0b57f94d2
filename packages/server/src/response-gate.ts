import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { constants, createGzip } from "node:zlib";

/** What becomes of a response's body, once its head is known. */
export type Passage = "as it is" | "gzip" | { readonly collect: Collect };

/** Is given the whole body, and what makes the response an ordinary one again, to be sent then. */
export type Collect = (body: Buffer, reopen: () => void) => void;

type Chunk = string | Uint8Array;
type Callback = (error?: Error | null) => void;

/**
 * Calls `decide` when the head of a response is complete and nothing has been sent:
 * status and headers can be read and changed there, and it says how the body leaves.
 * With `collect` nothing is sent at all until its callback does so, on the same response.
 */
export function gate(res: ServerResponse, decide: () => Passage): void {
  const original = {
    writeHead: res.writeHead.bind(res),
    write: res.write.bind(res),
    end: res.end.bind(res),
    flushHeaders: res.flushHeaders.bind(res),
  };
  let sink: Sink | undefined;

  const opened = (): Sink => {
    if (sink) return sink;
    const passage = decide();
    if (passage === "as it is") sink = passing(original);
    else if (passage === "gzip") sink = zipping(res, original);
    else
      sink = collecting((body) => passage.collect(body, () => void Object.assign(res, original)));
    return sink;
  };

  res.writeHead = (status: number, ...rest: unknown[]) => {
    // Node comes here by itself when the first bytes leave; then it is in earnest.
    if (sink && !sink.isHeldBack) return original.writeHead(status);
    applyHead(res, status, rest);
    opened();
    return res;
  };
  res.flushHeaders = () => opened().flush();
  res.write = (chunk: Chunk, encoding?: BufferEncoding | Callback, callback?: Callback) => {
    const [text, done] = separate(encoding, callback);
    return opened().write(bytesOf(chunk, text), done);
  };
  res.end = (
    chunk?: Chunk | Callback | null,
    encoding?: BufferEncoding | Callback,
    callback?: Callback,
  ) => {
    if (typeof chunk === "function") opened().end(undefined, chunk);
    else {
      const [text, done] = separate(encoding, callback);
      opened().end(chunk ? bytesOf(chunk, text) : undefined, done);
    }
    return res;
  };
}

interface Sink {
  readonly isHeldBack: boolean;
  write(chunk: Buffer, done: Callback | undefined): boolean;
  end(chunk: Buffer | undefined, done: Callback | undefined): void;
  flush(): void;
}

type Original = Pick<ServerResponse, "writeHead" | "write" | "end" | "flushHeaders">;

function passing({ write, end, flushHeaders }: Original): Sink {
  return {
    isHeldBack: false,
    write: (chunk, done) => write(chunk, done),
    end: (chunk, done) => void (chunk ? end(chunk, done) : end(done)),
    flush: flushHeaders,
  };
}

function zipping(res: ServerResponse, { write, end, flushHeaders }: Original): Sink {
  res.removeHeader("content-length");
  res.setHeader("content-encoding", "gzip");
  const zip = createGzip({ level: 4 });
  zip.on("data", (chunk: Buffer) => {
    if (!write(chunk)) zip.pause();
  });
  zip.on("end", () => void end());
  zip.on("drain", () => void res.emit("drain"));
  zip.on("error", () => void res.destroy());
  res.on("drain", () => void zip.resume());
  res.on("close", () => void zip.destroy());
  return {
    isHeldBack: false,
    write(chunk, done) {
      const isFree = zip.write(chunk, done);
      // What has been written is meant to be seen now; a page may take a while to follow.
      zip.flush(constants.Z_SYNC_FLUSH);
      return isFree;
    },
    end: (chunk, done) => void (chunk ? zip.end(chunk, done) : zip.end(done)),
    flush: flushHeaders,
  };
}

function collecting(collect: (body: Buffer) => void): Sink {
  const chunks: Buffer[] = [];
  let isOver = false;
  return {
    isHeldBack: true,
    write(chunk, done) {
      if (!isOver) chunks.push(chunk);
      if (done) process.nextTick(done);
      return true;
    },
    end(chunk, done) {
      if (done) process.nextTick(done);
      // Next ends some responses twice.
      if (isOver) return;
      isOver = true;
      if (chunk) chunks.push(chunk);
      collect(Buffer.concat(chunks));
    },
    flush() {},
  };
}

/** Takes the arguments of `writeHead` into the response, where they can be read and changed. */
export function applyHead(res: ServerResponse, status: number, rest: readonly unknown[]): void {
  res.statusCode = status;
  for (const part of rest) {
    if (typeof part === "string") res.statusMessage = part;
    else if (typeof part === "object" && part !== null) setHeaders(res, part);
  }
}

function setHeaders(res: ServerResponse, headers: object): void {
  for (const [name, value] of headerEntries(headers)) {
    if (value === undefined) continue;
    // A flat list may name a header several times, as cookies are.
    if (Array.isArray(headers) && name.toLowerCase() === "set-cookie")
      res.appendHeader(name, Array.isArray(value) ? value : String(value));
    else res.setHeader(name, value);
  }
}

function headerEntries(
  headers: OutgoingHttpHeaders | OutgoingHttpHeader[] | object,
): [string, OutgoingHttpHeader | undefined][] {
  if (!Array.isArray(headers)) return Object.entries(headers);
  if (headers.every((entry) => Array.isArray(entry)))
    return headers.map(([name, value]) => [String(name), value]);
  const entries: [string, OutgoingHttpHeader | undefined][] = [];
  for (let index = 0; index < headers.length; index += 2)
    entries.push([String(headers[index]), headers[index + 1]]);
  return entries;
}

function separate(
  encoding: BufferEncoding | Callback | undefined,
  callback: Callback | undefined,
): [BufferEncoding | undefined, Callback | undefined] {
  return typeof encoding === "function" ? [undefined, encoding] : [encoding, callback];
}

function bytesOf(chunk: Chunk, encoding: BufferEncoding = "utf8"): Buffer {
  if (typeof chunk === "string") return Buffer.from(chunk, encoding);
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}
