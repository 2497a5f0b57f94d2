// What a client pays the compiler for one call: with today's router, and with synthetic ones of 10 to
// 400 procedures laid out the same way. Instantiation counts are exact, so a budget can hold them.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The folder that holds the programs that are measured: a package that sees what a client sees. */
const workshop = path.resolve(import.meta.dirname, "..");

export interface TypeCost {
  readonly instantiations: number;
  readonly types: number;
  /** What the check took, in kilobytes; not exact, unlike the counts. */
  readonly memory: number;
  /** The bytes of the declarations that a client reads; null where it reads sources. */
  readonly declarationBytes: number | null;
}

const compilerOptions = {
  target: "ES2024",
  lib: ["ES2024", "DOM", "DOM.Iterable"],
  module: "Preserve",
  moduleResolution: "Bundler",
  allowImportingTsExtensions: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  types: ["node"],
};

/** The same client for every router: only where the router's type comes from differs. */
const trpcClient = (router: string, call: string) => `
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import superjson from "superjson";
import type { AppRouter } from "${router}";

const api = createTRPCClient<AppRouter>({
  links: [httpBatchLink({ url: "/api/trpc", transformer: superjson })],
});
export const answer = await api.${call};
`;

/** The client of this repository, from the workspace or as it is packed. */
const quoinClient = (entry: string) => `
import { createClient } from "${entry}";

const quoin = createClient({ url: "http://localhost:3000" });
export const answer = await quoin.post.list.query({});
`;

/** One feature of ten procedures, as large as ours are. */
const feature = (number: number) => `
import { z } from "zod";
import { procedure, router } from "./trpc.ts";

const thing = z.object({
  id: z.string(), title: z.string(), count: z.number(), at: z.date(), state: z.enum(["a", "b", "c"]),
  people: z.array(z.object({ id: z.string(), name: z.string() })),
});
const page = z.object({ items: z.array(thing), nextCursor: z.string().nullable() });
const input = z.object({ id: z.uuid(), limit: z.int().default(20), q: z.string().optional() });

export const feature${number}Router = router({
${Array.from({ length: 10 }, (_, at) => `  call${at}: procedure.input(input).output(${at % 2 ? "page" : "thing"}).${at % 3 ? "query" : "mutation"}(() => { throw new Error("synthetic"); }),`).join("\n")}
});
`;

const trpc = `
import { initTRPC } from "@trpc/server";
import superjson from "superjson";
const t = initTRPC.context<{ user: string | null }>().create({ transformer: superjson });
export const router = t.router;
export const procedure = t.procedure;
`;

const root = (features: number) => {
  const numbers = Array.from({ length: features }, (_, at) => at);
  return `
${numbers.map((at) => `import { feature${at}Router } from "./feature${at}.ts";`).join("\n")}
import { router } from "./trpc.ts";
type Routers = { ${numbers.map((at) => `feature${at}: typeof feature${at}Router`).join("; ")} };
const routers: Routers = { ${numbers.map((at) => `feature${at}: feature${at}Router`).join(", ")} };
export const appRouter = router(routers);
export type AppRouter = typeof appRouter;
`;
};

async function measure(
  folder: string,
  source: string,
  declarations: string | null,
): Promise<TypeCost> {
  await writeFile(path.join(folder, "client.ts"), source);
  const config = path.join(folder, "measure.json");
  await writeFile(
    config,
    JSON.stringify({ compilerOptions: { ...compilerOptions, noEmit: true }, files: ["client.ts"] }),
  );
  const { stdout } = await run("tsc", ["-p", config, "--extendedDiagnostics"]);
  const figure = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(stdout)?.[1]);
  return {
    instantiations: figure("Instantiations"),
    types: figure("Types"),
    memory: figure("Memory used"),
    declarationBytes: declarations === null ? null : await sizeOf(declarations),
  };
}

/** The bytes of the declaration files in a folder, those of tests left out. */
async function sizeOf(folder: string): Promise<number> {
  const files = (await readdir(folder, { recursive: true })).filter(
    (name) => name.endsWith(".d.ts") && !name.endsWith(".test.d.ts"),
  );
  const sizes = files.map(async (name) => (await readFile(path.join(folder, name))).byteLength);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const parent = path.join(workshop, "dist");
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(path.join(parent, "type-cost-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const packages = path.resolve(workshop, "../../packages");

/** One call to today's API by tRPC's client, from the API's emitted declarations; build those first. */
export const costOfToday = (): Promise<TypeCost> =>
  inFolder((folder) =>
    measure(
      folder,
      trpcClient("@quoin/api", "post.list.query({})"),
      path.join(packages, "api/dist"),
    ),
  );

/** The same by `createClient`, in the workspace or from what the tarball holds; pack it first. */
export const costOfClient = (from: "workspace" | "package"): Promise<TypeCost> =>
  inFolder((folder) => {
    const packed = path.join(packages, "client/dist/package");
    const entry = path.relative(folder, path.join(packed, "node.js")).replaceAll("\\", "/");
    return from === "package"
      ? measure(folder, quoinClient(entry), packed)
      : measure(folder, quoinClient("@quoin/client/node"), path.join(packages, "api/dist"));
  });

/** One call to a synthetic router of so many procedures, from source or from emitted declarations. */
export const costOfSynthetic = (
  procedures: number,
  from: "source" | "declarations",
): Promise<TypeCost> =>
  inFolder(async (folder) => {
    const features = Math.ceil(procedures / 10);
    await writeFile(path.join(folder, "trpc.ts"), trpc);
    for (let at = 0; at < features; at += 1)
      await writeFile(path.join(folder, `feature${at}.ts`), feature(at));
    await writeFile(path.join(folder, "root.ts"), root(features));
    if (from === "declarations") {
      const options = {
        ...compilerOptions,
        declaration: true,
        emitDeclarationOnly: true,
        outDir: "out",
      };
      const config = path.join(folder, "emit.json");
      await writeFile(config, JSON.stringify({ compilerOptions: options, files: ["root.ts"] }));
      await run("tsc", ["-p", config]);
    }
    const router = from === "source" ? "./root.ts" : "./out/root.d.ts";
    const source = trpcClient(router, `feature0.call1.query({ id: "x" })`);
    return measure(folder, source, from === "source" ? null : path.join(folder, "out"));
  });
