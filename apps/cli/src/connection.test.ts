import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { clientOf, findPublication } from "./connection.ts";

let folder: string;
let server: Server;
let url: string;
let keys: (string | string[] | undefined)[];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "quoin-cli-"));
  keys = [];
  server = createServer((request, response) => {
    keys.push(request.headers["x-api-key"]);
    response.setHeader("content-type", "application/json");
    response.end('[{"result":{"data":{"json":null}}}]');
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
});

afterEach(async () => {
  await new Promise((done) => server.close(done));
  rmSync(folder, { recursive: true });
});

const kept = (content: string) => writeFileSync(path.join(folder, "cli.json"), content);

/** The key by which a publication is spoken to. */
async function keyUsed(env: Readonly<Record<string, string>>): Promise<unknown> {
  const client = clientOf(await findPublication(env, folder));
  await client.user.me.query();
  return keys.at(-1);
}

test("the environment names the publication and the key", async () => {
  expect(await keyUsed({ QUOIN_URL: `${url}/`, QUOIN_API_KEY: "from-env" })).toBe("from-env");
});

test("beside a data folder both are found there", async () => {
  kept(JSON.stringify({ url, key: "from-folder" }));
  expect(await keyUsed({ QUOIN_DATA_DIR: folder })).toBe("from-folder");
});

test("one of the environment wins over one of the folder", async () => {
  kept(JSON.stringify({ url: "http://127.0.0.1:9", key: "from-folder" }));
  expect(await keyUsed({ QUOIN_DATA_DIR: folder, QUOIN_URL: url })).toBe("from-folder");
  kept(JSON.stringify({ url, key: "from-folder" }));
  expect(await keyUsed({ QUOIN_DATA_DIR: folder, QUOIN_API_KEY: "mine" })).toBe("mine");
});

test("a setting that is empty is none", async () => {
  kept(JSON.stringify({ url, key: "from-folder" }));
  const empty = { QUOIN_URL: "", QUOIN_API_KEY: "" };
  expect(await keyUsed({ ...empty, QUOIN_DATA_DIR: folder })).toBe("from-folder");
});

test.each(["", "not JSON", "{}", '{"url":"nowhere","key":"x"}', "null"])(
  "a note that says %j is none, and what to do is said",
  async (content) => {
    kept(content);
    await expect(findPublication({ QUOIN_DATA_DIR: folder }, folder)).rejects.toThrow(
      /npm start.*QUOIN_URL and QUOIN_API_KEY/,
    );
  },
);
