import path from "node:path";
import {
  API,
  type Checker,
  NodeBuilderFlags,
  type Symbol as TypeSymbol,
  type Type,
} from "typescript/unstable/sync";

const home = path.resolve(import.meta.dirname, "../..");

/** The declarations that stand, in the published package, for the two files that import the API. */
export interface Flattened {
  readonly contract: string;
  readonly router: string;
}

/**
 * What `contract.ts` and `router.ts` say, written out without an import of ours. Reads the API's emitted
 * declarations, so build those first. Throws when a type got lost on the way.
 */
export function flatten(): Flattened {
  const api = new API({ cwd: home });
  try {
    const config = path.join(home, "tsconfig.json");
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config);
    const modules = ["contract.ts", "router.ts"].map((name) => {
      const file = project?.program.getSourceFile(path.join(home, "src", name));
      return file && project?.checker.getSymbolAtLocation(file);
    });
    const [contract, router] = modules;
    if (!project || !contract || !router)
      throw new Error("The compiler does not find the contract");
    const write = writer(project.checker);
    return { contract: printContract(write, contract), router: printRouter(write, router) };
  } finally {
    api.close();
  }
}

/** What the compiler says of types, as text. */
interface Writer {
  readonly text: (type: Type) => string;
  readonly members: (type: Type) => readonly (readonly [name: string, type: Type])[];
  readonly exported: (module: TypeSymbol, name: string) => Type;
}

const writer = (checker: Checker): Writer => ({
  text: (type) =>
    checker.typeToString(
      type,
      undefined,
      NodeBuilderFlags.NoTruncation | NodeBuilderFlags.InTypeAlias,
    ),
  members: (type) =>
    checker.getPropertiesOfType(type).map((symbol) => {
      const found = checker.getTypeOfSymbol(symbol);
      if (!found) throw new Error(`The compiler knows no type of ${symbol.name}`);
      return [symbol.name, found];
    }),
  exported: (module, name) => {
    const symbol = checker.getExportsOfModule(module).find((it) => it.name === name);
    if (!symbol) throw new Error(`${name} is not exported`);
    return checker.getDeclaredTypeOfSymbol(symbol);
  },
});

function printContract({ text, members, exported }: Writer, module: TypeSymbol): string {
  const procedure = ([name, type]: readonly [string, Type]): string => {
    const lines = members(type).map(([part, it]) => {
      const written = text(it);
      if (/\bany\b/.test(written))
        throw new Error(`The ${part} of ${name} is lost; are the API's declarations built?`);
      return `      ${part}: ${written};\n`;
    });
    if (lines.length !== 3) throw new Error(`${name} is no procedure`);
    return `    ${name}: {\n${lines.join("")}    };\n`;
  };
  const feature = ([name, type]: readonly [string, Type]): string =>
    `  ${name}: {\n${members(type).map(procedure).join("")}  };\n`;
  const detail = members(exported(module, "ErrorDetail"))
    .map(([name, type]) => `  readonly ${name}: ${text(type)};\n`)
    .join("");
  return `${origin}
export type ErrorCode = ${text(exported(module, "ErrorCode"))};
export interface ErrorDetail {
${detail}}
/** Every procedure, by feature and name. */
export interface Procedures {
${members(exported(module, "Procedures")).map(feature).join("")}}
`;
}

function printRouter({ text, members, exported }: Writer, module: TypeSymbol): string {
  const data = members(exported(module, "ApiErrorShape")).find(([name]) => name === "data");
  if (!data) throw new Error("The API's errors carry no data");
  const own = members(data[1])
    .filter(([name]) => !named.has(name))
    .map(([name, type]) => `    ${name}: ${text(type)};\n`)
    .join("");
  return `${origin}
import type {
  TRPCBuiltRouter,
  TRPCDecorateCreateRouterOptions,
  TRPCDefaultErrorShape,
  TRPCMutationProcedure,
  TRPCQueryProcedure,
  TRPCSubscriptionProcedure,
} from "@trpc/server";
import type { ErrorCode, ErrorDetail, Procedures } from "./contract.js";
export interface ApiErrorShape extends TRPCDefaultErrorShape {
  data: {
    code: TRPCDefaultErrorShape["data"]["code"];
    path?: string;
    reason: ErrorCode;
${own}  };
}
type Built<Procedure extends { type: string; input: unknown; output: unknown }> = {
  query: TRPCQueryProcedure<Pick<Procedure, "input" | "output"> & { meta: object }>;
  mutation: TRPCMutationProcedure<Pick<Procedure, "input" | "output"> & { meta: object }>;
  subscription: TRPCSubscriptionProcedure<{
    input: Procedure["input"];
    output: AsyncIterable<Procedure["output"], void, unknown>;
    meta: object;
  }>;
}[Procedure["type"] & ("query" | "mutation" | "subscription")];
type Features = {
  [Feature in keyof Procedures]: {
    [Name in keyof Procedures[Feature]]: Procedures[Feature][Name] extends {
      type: infer Type extends string;
      input: infer Input;
      output: infer Output;
    }
      ? Built<{ type: Type; input: Input; output: Output }>
      : never;
  };
};
export type AppRouter = TRPCBuiltRouter<
  { ctx: object; meta: object; errorShape: ApiErrorShape; transformer: true },
  TRPCDecorateCreateRouterOptions<Features>
>;
`;
}

/** Written by name above, so that they keep their names and modifiers. */
const named = new Set(["code", "path", "reason"]);

const origin = "// Written by the packing from the API's own types.";
