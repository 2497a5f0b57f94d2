import { mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { test } from "@quoin/api/testing";
import openapiTs, { astToString } from "openapi-typescript";
import ts from "typescript";
import { expect } from "vitest";

/** A program as somebody writes it who has nothing but the document. */
const program = `
import createClient from "openapi-fetch";
import type { paths } from "./schema.ts";

export async function run(fetch: (request: Request) => Promise<Response>, key: string) {
  const client = createClient<paths>({ baseUrl: "http://localhost:3000/api/v1", fetch });
  const headers = { "x-api-key": key };
  const made = await client.POST("/posts", { body: { title: "Made by a client" }, headers });
  const id = made.data?.data.id ?? "";
  await client.POST("/posts/{id}/publish", { params: { path: { id } }, headers });
  const list = await client.GET("/posts", { params: { query: { limit: 1 } } });
  const titles: string[] = (list.data?.data ?? []).map((post) => post.title);
  const wrong = await client.POST("/posts", { body: { title: "" }, headers });
  const code: string | undefined = wrong.error?.error.code;
  return { titles, next: list.data?.meta.nextCursor, code };
}
`;

const mistakes = program
  .replace('title: "Made by a client"', "titel: 1")
  .replace("post.title", "post.colour")
  .replace('"/posts/{id}/publish"', '"/posts/{id}/print"');

test(
  "a client generated from the document type-checks and runs",
  { timeout: 300_000 },
  async ({ api }) => {
    const answer = await api.handler(new Request("http://localhost:3000/api/v1/openapi.json"));
    const schema = astToString(await openapiTs(await answer.text()));
    // Inside the package, so that what the program imports is found.
    const folder = await mkdtemp(path.join(import.meta.dirname, "../.generated-"));
    try {
      const main = path.join(folder, "main.ts");
      await writeFile(path.join(folder, "schema.ts"), schema);
      await writeFile(path.join(folder, "wrong.ts"), mistakes);
      await writeFile(main, program);
      expect(problemsOf(main)).toEqual([]);
      expect(problemsOf(path.join(folder, "wrong.ts"))).toHaveLength(3);

      const author = await api.make.user().author().create();
      const { key } = await api.as(author).key.create({ name: "Client", role: "author" });
      const { run } = (await import(pathToFileURL(main).href)) as {
        run(fetch: typeof api.handler, key: string): Promise<unknown>;
      };
      expect(await run(api.handler, key)).toEqual({
        titles: ["Made by a client"],
        next: null,
        code: "validation",
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);

/** What the compiler, at its strictest, says of a file. */
function problemsOf(file: string): string[] {
  const compiler = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    noUncheckedIndexedAccess: true,
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    lib: ["lib.esnext.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    types: [],
  });
  return ts
    .getPreEmitDiagnostics(compiler)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
