import { execFile, type ExecFileOptions } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { getRequestListener } from "@hono/node-server";
import { createKeys } from "@quoin/auth";
import { test, type TestApi } from "@quoin/api/testing";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { flatten } from "./flatten.ts";

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "../../../..");

/** A stranger's folder: the example, and what `npm install` of the tarball brought. */
let folder: string;
/** Every declaration file of the installed client. */
let declarations: readonly (readonly [file: string, text: string])[];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "quoin-stranger-"));
  const pack = ["--filter", "@quoin/client", "pack", "--pack-destination", folder];
  await run("pnpm", pack, { cwd: root });
  const tarball = (await readdir(folder)).find((name) => name.endsWith(".tgz"));
  await cp(path.join(root, "examples/headlines"), folder, { recursive: true });
  const quiet = ["--prefer-offline", "--no-audit", "--no-fund"];
  await run("npm", ["install", ...quiet, `./${tarball}`], { cwd: folder });
  const home = path.join(folder, "node_modules/@quoin/client");
  const files = (await readdir(home, { recursive: true })).filter((it) => it.endsWith(".d.ts"));
  const read = async (file: string) =>
    [file, await readFile(path.join(home, file), "utf8")] as const;
  declarations = await Promise.all(files.map(read));
}, 240_000);

afterAll(() => rm(folder, { recursive: true }));

/** Runs a program; a failure comes back like an answer. */
async function tried(command: string, args: readonly string[], options: ExecFileOptions) {
  try {
    const { stdout, stderr } = await run(command, args, { ...options, encoding: "utf8" });
    return { stdout, stderr, code: 0 };
  } catch (error) {
    return error as { stdout: string; stderr: string; code: number };
  }
}

/** What a folder's own compiler, or the workspace's, says; nothing when it is content. */
const complaints = async (cwd: string, args: readonly string[], from = cwd): Promise<string> =>
  (await tried(path.join(from, "node_modules/.bin/tsc"), args, { cwd })).stdout;

/** Serves the API on a port of its own, as an instance does. */
async function serve(api: TestApi) {
  const listener = getRequestListener(api.handler);
  const server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

const example = (cwd: string, env: Readonly<Record<string, string>>, ...args: string[]) =>
  tried(process.execPath, ["main.ts", ...args], { cwd, env: { ...process.env, ...env } });

describe("the packed client, in a folder of its own", () => {
  test("type-checks strictly, what it is given and what it gives", async () => {
    expect(await complaints(folder, ["-p", "."])).toBe("");
    await writeFile(path.join(folder, "wrong.ts"), wrong);
    expect(await complaints(folder, [...strict, "wrong.ts"])).toBe("");
  });

  test("lists, creates, and says what is wrong, against a running instance", async ({ api }) => {
    await using server = await serve(api);
    const QUOIN_URL = server.url;
    await api.make.post().published().createMany(3);
    const list = await example(folder, { QUOIN_URL });
    expect(list).toMatchObject({ code: 0, stderr: "" });
    expect(list.stdout.trim().split("\n")).toHaveLength(3);

    const author = await api.make.user().author().create();
    const [made] = await createKeys(api.db, [{ userId: author.id, name: "k", role: "author" }]);
    const env = { QUOIN_URL, QUOIN_API_KEY: made!.key };
    const created = await example(folder, env, "From far away");
    expect(created).toMatchObject({ code: 0, stdout: "draft  from-far-away\n" });

    const refused = await example(folder, env, "");
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toMatch(/^validation: /);
    expect(refused.stderr).toContain("0.title: ");
    const unknown = await example(folder, { QUOIN_URL }, "No key");
    expect(unknown.stderr).toMatch(/^unauthenticated: /);
  });

  test("brings nothing of the server along", async () => {
    const installed = (await readdir(path.join(folder, "node_modules"), { recursive: true }))
      .map((name) => name.replaceAll("\\", "/"))
      .filter((name) => /(^|node_modules\/)(@[^/]+\/)?[^/]+\/package\.json$/.test(name));
    expect(installed).toContain("@quoin/client/package.json");
    const server = /(^|\/)(@quoin\/(?!client\/)|drizzle|better-auth|@better-auth|pg|react|next)\b/;
    expect(installed.filter((name) => server.test(name))).toEqual([]);
    const named = /@quoin\/|drizzle|better-auth|workspace:|\bany\b/;
    expect(declarations.filter(([, text]) => named.test(withoutComments(text)))).toEqual([]);
    const manifest = JSON.parse(
      await readFile(path.join(folder, "node_modules/@quoin/client/package.json"), "utf8"),
    ) as { dependencies: Record<string, string>; exports: Record<string, unknown> };
    expect(Object.keys(manifest.dependencies).toSorted()).toEqual([
      "@trpc/client",
      "@trpc/server",
      "superjson",
    ]);
    expect(JSON.stringify(manifest)).not.toMatch(/workspace:|catalog:|\/src\//);
  });

  test("carries at most 60 KB of declarations", () => {
    const bytes = declarations.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0);
    expect(declarations.length).toBeGreaterThan(5);
    expect(bytes).toBeLessThanOrEqual(60_000);
  });
});

test("the packed types are the live ones, procedure by procedure", async () => {
  // Beside the live types, in a folder from where both are found.
  const beside = await mkdtemp(path.join(import.meta.dirname, "../../dist/drift-"));
  try {
    const { contract, router } = flatten();
    await writeFile(path.join(beside, "contract.d.ts"), contract);
    await writeFile(path.join(beside, "router.d.ts"), router);
    await writeFile(path.join(beside, "drift.ts"), drift);
    const compiled = () => complaints(beside, [...strict, "drift.ts"], root);
    expect(await compiled()).toBe("");
    const packed = new Map(declarations.map(([file, text]) => [path.basename(file), text]));
    expect(packed.get("contract.d.ts")).toBe(contract);
    expect(packed.get("router.d.ts")).toBe(router);
    // A test of the test: one field less, and it does not compile.
    await writeFile(path.join(beside, "contract.d.ts"), contract.replace("slug: string; ", ""));
    expect(await compiled()).toMatch(/different/);
  } finally {
    await rm(beside, { recursive: true });
  }
});

const strict =
  "--ignoreConfig --strict --noEmit --target ES2024 --module Preserve --skipLibCheck --types node --allowImportingTsExtensions".split(
    " ",
  );

const wrong = `
import { createClient, type Inputs, type Outputs, QuoinError } from "@quoin/client/node";
const quoin = createClient({ url: "http://localhost:3000" });
const { items } = await quoin.post.list.query({});
const at: Date | undefined = items[0]?.publishedAt;
// @ts-expect-error -- a title is text
const title: number | undefined = items[0]?.title;
// @ts-expect-error -- no such procedure
quoin.post.lost;
// @ts-expect-error -- a post needs a title
await quoin.post.create.mutate([{ body: "" }]);
// @ts-expect-error -- no such sort
const sort: Inputs["post"]["list"]["sort"] = "sideways";
// @ts-expect-error -- readers never see where a post came from
const leak: keyof Outputs["post"]["bySlug"] = "sourcePath";
const error: unknown = at;
if (error instanceof QuoinError) {
  // @ts-expect-error -- no such code
  void (error.code === "lost");
}
void [title, sort, leak];
`;

const drift = `
import type { inferRouterInputs as In, inferRouterOutputs as Out } from "@trpc/server";
import type { ApiErrorShape, AppRouter, ErrorCode, ErrorDetail } from "@quoin/api";
import type { Procedures } from "../../src/contract.ts";
import type * as contract from "./contract.js";
import type * as packed from "./router.js";

type Same<One, Other> = [One, Other] extends [Other, One]
  ? (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2
    ? "same"
    : "assignable only"
  : "different";
/** Streams are compared by their events, among the procedures. */
type Answers<Outputs> = {
  [Feature in keyof Outputs]: {
    [Name in keyof Outputs[Feature]]: Outputs[Feature][Name] extends AsyncIterable<unknown>
      ? "stream"
      : Outputs[Feature][Name];
  };
};
type All<It> = { [Key in keyof It]: It[Key] };
export const checked: {
  inputs: Same<In<AppRouter>, In<packed.AppRouter>>;
  outputs: Same<Answers<Out<AppRouter>>, Answers<Out<packed.AppRouter>>>;
  procedures: Same<All<Procedures>, All<contract.Procedures>>;
  codes: Same<ErrorCode, contract.ErrorCode>;
  detail: Same<All<ErrorDetail>, All<contract.ErrorDetail>>;
  shape: Same<ApiErrorShape["data"], packed.ApiErrorShape["data"]>;
} = { inputs: "same", outputs: "same", procedures: "same", codes: "same", detail: "same", shape: "same" };
`;

const withoutComments = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
