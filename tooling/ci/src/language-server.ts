import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** A place in a file; both count from 1, as editors show them. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** The compiler as editors use it: asks where a name comes from. */
export interface LanguageServer {
  /** Where “go to definition” leads from the last letter of `text` in a file. */
  definition(file: string, text: string): Promise<readonly Place[]>;
  [Symbol.asyncDispose](): Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** Starts `tsc --lsp` for a folder, and ends it with the block that uses it. */
export async function startLanguageServer(root: string): Promise<LanguageServer> {
  const server = spawn(path.join(root, "node_modules/.bin/tsc"), ["--lsp", "--stdio"], {
    cwd: root,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const wire = connect(server);
  await wire.ask("initialize", {
    processId: process.pid,
    rootUri: pathToFileURL(root).href,
    capabilities: {},
  });
  wire.tell("initialized", {});

  return {
    async definition(file, text) {
      const content = readFileSync(file, "utf8");
      const index = content.indexOf(text);
      if (index < 0) throw new Error(`${file} does not hold ${text}`);
      const before = content.slice(0, index + text.length - 1).split("\n");
      const uri = pathToFileURL(file).href;
      const languageId = file.endsWith("x") ? "typescriptreact" : "typescript";
      wire.tell("textDocument/didOpen", {
        textDocument: { uri, languageId, version: 1, text: content },
      });
      const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
      const found = await wire.ask("textDocument/definition", { textDocument: { uri }, position });
      return (found as { uri: string; range: { start: { line: number } } }[]).map((it) => ({
        file: fileURLToPath(it.uri),
        line: it.range.start.line + 1,
      }));
    },
    async [Symbol.asyncDispose]() {
      const ended = new Promise((done) => server.once("exit", done));
      server.kill();
      await ended;
    },
  };
}

/** JSON-RPC over the process's pipes: a header with the length, then that many bytes. */
function connect(server: ChildProcess) {
  const waiting = new Map<number, (message: Message) => void>();
  let rest: Buffer = Buffer.alloc(0);
  let count = 0;

  const send = (message: object) => {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    server.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const receive = (message: Message) => {
    if (message.id === undefined) return;
    // The server asks back, such as for settings; it goes on with none.
    if (message.method !== undefined) send({ id: message.id, result: null });
    else waiting.get(message.id)?.(message);
  };
  server.stdout?.on("data", (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const end = rest.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(rest.toString("latin1", 0, end))?.[1]);
      if (rest.length < end + 4 + length) return;
      const body = rest.toString("utf8", end + 4, end + 4 + length);
      rest = rest.subarray(end + 4 + length);
      receive(JSON.parse(body) as Message);
    }
  });

  return {
    tell: (method: string, params: object) => send({ method, params }),
    ask: (method: string, params: object) =>
      new Promise<unknown>((resolve, reject) => {
        const id = (count += 1);
        waiting.set(id, ({ result, error }) => {
          waiting.delete(id);
          if (error) reject(new Error(`${method}: ${error.message}`));
          else resolve(result);
        });
        send({ id, method, params });
      }),
  };
}
