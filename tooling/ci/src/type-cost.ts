// What a client pays the compiler for one call: with today's router, and with synthetic ones of 10 to
// 400 procedures laid out the same way. Instantiation counts are exact, so a budget can hold them.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The folder that holds the programs that are measured: a package that sees what a client sees. */
const workshop = path.resolve(import.meta.dirname, "..");

export interface TypeCost {
  readonly instantiations: number;
  readonly types: number;
  /** In kilobytes. */
  readonly memory: number;
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
const client = (router: string, call: string) => `
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import superjson from "superjson";
import type { AppRouter } from "${router}";

const api = createTRPCClient<AppRouter>({
  links: [httpBatchLink({ url: "/api/trpc", transformer: superjson })],
});
export const answer = await api.${call};
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

async function measure(folder: string, files: readonly string[]): Promise<TypeCost> {
  const config = path.join(folder, "measure.json");
  await writeFile(
    config,
    JSON.stringify({ compilerOptions: { ...compilerOptions, noEmit: true }, files }),
  );
  const { stdout } = await run("tsc", ["-p", config, "--extendedDiagnostics"]);
  const figure = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(stdout)?.[1]);
  return {
    instantiations: figure("Instantiations"),
    types: figure("Types"),
    memory: figure("Memory used"),
  };
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

/** A client with one call to today's API, from its emitted declarations; build those first. */
export const costOfToday = (): Promise<TypeCost> =>
  inFolder(async (folder) => {
    await writeFile(path.join(folder, "client.ts"), client("@quoin/api", "post.list.query({})"));
    return measure(folder, ["client.ts"]);
  });

/** The same with a synthetic router of so many procedures, from source or from emitted declarations. */
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
    const call = `feature0.call1.query({ id: "x" })`;
    await writeFile(path.join(folder, "client.ts"), client(router, call));
    return measure(folder, ["client.ts"]);
  });
