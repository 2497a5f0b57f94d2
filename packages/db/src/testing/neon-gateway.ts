import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import net from "node:net";
import { text as readAll } from "node:stream/consumers";
import { neonConfig } from "@neondatabase/serverless";
import pg from "pg";
import { type RawData, type WebSocket, WebSocketServer } from "ws";

export interface NeonGateway {
  readonly port: number;
  /** Statements that came over HTTP, and WebSocket connections, so far. */
  readonly seen: { http: number; sockets: number };
  close(): Promise<void>;
}

/**
 * Neon's protocols in front of an ordinary PostgreSQL: single statements and batches over HTTP, and whole
 * connections over WebSockets. Points Neon's driver, in this process, at itself.
 */
export async function startNeonGateway(): Promise<NeonGateway> {
  const pools = new Map<string, pg.Pool>();
  const seen = { http: 0, sockets: 0 };
  const server = createServer((request, response) => {
    seen.http++;
    void answer(pools, request, response);
  });
  const sockets = new WebSocketServer({ server, path: "/v2" });
  sockets.on("connection", (socket, request) => {
    seen.sockets++;
    tunnel(socket, request);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  pointDriverAt(port);
  return {
    port,
    seen,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      server.close();
      await Promise.all([...pools.values()].map((pool) => pool.end()));
    },
  };
}

function pointDriverAt(port: number): void {
  neonConfig.fetchEndpoint = () => `http://127.0.0.1:${port}/sql`;
  neonConfig.wsProxy = (host, toPort) => `127.0.0.1:${port}/v2?address=${host}:${toPort}`;
  neonConfig.useSecureWebSocket = false;
  neonConfig.pipelineConnect = false;
  neonConfig.pipelineTLS = false;
}

interface Statement {
  readonly query: string;
  readonly params?: readonly unknown[];
}

async function answer(
  pools: Map<string, pg.Pool>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const send = (status: number, body: unknown) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  };
  try {
    const url = request.headers["neon-connection-string"];
    if (typeof url !== "string") return send(400, { message: "no connection string" });
    const body = JSON.parse(await readAll(request)) as
      | Statement
      | { queries: readonly Statement[] };
    const client = await poolOf(pools, url).connect();
    try {
      const isBatch = "queries" in body;
      send(200, isBatch ? await runBatch(client, body.queries, request) : await run(client, body));
      client.release();
    } catch (error) {
      client.release(true);
      throw error;
    }
  } catch (error) {
    // What PostgreSQL refused must come back as 400: with any other status the driver drops the SQLSTATE.
    if (error instanceof pg.DatabaseError) {
      send(400, Object.fromEntries([["message", error.message], ...Object.entries(error)]));
    } else send(500, { message: String(error) });
  }
}

// Values travel as PostgreSQL wrote them; reading them is the driver's part.
const asWritten = { getTypeParser: () => (value: unknown) => value };

function poolOf(pools: Map<string, pg.Pool>, url: string): pg.Pool {
  const pool = pools.get(url) ?? new pg.Pool({ connectionString: url, max: 20 });
  if (!pools.has(url)) pool.on("error", () => {});
  pools.set(url, pool);
  return pool;
}

async function run(client: pg.PoolClient, { query, params }: Statement): Promise<object> {
  const { command, rowCount, rows, fields } = await client.query({
    text: query,
    values: [...(params ?? [])],
    rowMode: "array",
    types: asWritten,
  });
  return { command, rowCount, rows, fields, rowAsArray: true };
}

async function runBatch(
  client: pg.PoolClient,
  queries: readonly Statement[],
  request: IncomingMessage,
): Promise<object> {
  const isolation = request.headers["neon-batch-isolation-level"];
  const level =
    typeof isolation === "string" ? isolation.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ") : "";
  await client.query(`begin ${level && `isolation level ${level}`}`);
  try {
    const results: object[] = [];
    for (const query of queries) results.push(await run(client, query));
    await client.query("commit");
    return { results };
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

function tunnel(socket: WebSocket, request: IncomingMessage): void {
  const address = new URL(request.url ?? "/", "http://gateway").searchParams.get("address") ?? "";
  const [host = "", port] = address.split(":");
  const server = net.connect(Number(port), host);
  server.setNoDelay(true);
  socket.on("message", (data: RawData) =>
    server.write(Buffer.isBuffer(data) ? data : Buffer.from(data as ArrayBuffer)),
  );
  socket.on("close", () => server.destroy());
  socket.on("error", () => server.destroy());
  server.on("data", (data) => {
    if (socket.readyState === socket.OPEN) socket.send(data);
  });
  server.on("close", () => socket.close());
  server.on("error", () => socket.close());
}
