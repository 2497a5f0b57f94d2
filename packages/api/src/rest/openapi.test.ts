import { fileURLToPath } from "node:url";
import { lintFromString, loadConfig } from "@redocly/openapi-core";
import spectral from "@stoplight/spectral-core";
import { oas } from "@stoplight/spectral-rulesets";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { appRouter } from "../root.ts";
import { openApiOf } from "./openapi.ts";
import { operationsOf, proceduresOf } from "./operations.ts";

const operations = operationsOf(appRouter);
const document = openApiOf(operations, "1.0.0");
const text = JSON.stringify(document);

test("redocly has nothing to say of the document", async () => {
  const config = await loadConfig({
    configPath: fileURLToPath(new URL("../../../../redocly.yaml", import.meta.url)),
  });
  const problems = await lintFromString({ source: text, absoluteRef: "openapi.json", config });
  expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
});

test("spectral has nothing to say of the document", { timeout: 60_000 }, async () => {
  const linter = new spectral.Spectral();
  // Its two packages do not agree about the type of a ruleset.
  linter.setRuleset({ extends: [[oas as spectral.RulesetDefinition, "recommended"]] });
  const problems = await linter.run(text);
  expect(problems.map(({ code, path }) => `${code} at ${path.join("/")}`)).toEqual([]);
});

interface Described {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters: readonly { readonly name: string; readonly example: unknown }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}
type Content = Readonly<Record<string, { readonly schema: object; readonly example: unknown }>>;

const described = Object.values(
  document["paths"] as Record<string, Record<string, Described>>,
).flatMap((path) => Object.values(path));

test("every operation has a name of its own, a summary, and its errors", () => {
  const names = described.map(({ operationId }) => operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const { summary, responses } of described) {
    expect(summary).toMatch(/^[A-Z].+[^.]$/);
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(["401", "429", "500", "503"]));
  }
});

test("every example is an instance of its schema", () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  for (const { operationId, requestBody, responses } of described) {
    const contents = [
      requestBody?.content,
      ...Object.values(responses).map(({ content }) => content),
    ];
    for (const content of contents) {
      const media = content?.["application/json"];
      if (!media) continue;
      expect(ajv.validate(media.schema, media.example), `${operationId} ${ajv.errorsText()}`).toBe(
        true,
      );
    }
  }
});

test("every procedure has an address, or is known to need none", () => {
  const addressed = new Set(operations.map(({ procedure }) => procedure));
  const others = proceduresOf(appRouter)
    .map(({ name }) => name)
    .filter((name) => !addressed.has(name));
  expect(others).toEqual(["post.feed", "post.resolvePath"]);
});

const parametersOf = (operationId: string) => {
  const found = described.find((one) => one.operationId === operationId);
  return Object.fromEntries((found?.parameters ?? []).map((one) => [one.name, one]));
};

test("lists that share an address say what each parameter does in which of them", () => {
  const { sort, q, status, mine, category } = parametersOf("postList");
  // Newest first is not what a search does by itself.
  expect(sort).toMatchObject({ schema: { enum: ["newest", "oldest"] } });
  expect(sort).not.toHaveProperty("schema.default");
  expect(sort).toHaveProperty("description", expect.stringMatching(/With `q`: .*best match/));
  expect(q).toHaveProperty("description", expect.stringMatching(/^Search published posts\./));
  expect(status).toHaveProperty("description", "List posts of any status.");
  expect(mine).toHaveProperty("description", "Only with `status`.");
  expect(category).toMatchObject({ schema: { anyOf: [{ type: "string" }, { format: "uuid" }] } });
});

test("names the cookie of the site that serves the document", () => {
  const cookieOf = (...given: [string?]) =>
    openApiOf(operations, "1.0.0", ...given)["components"] as object;
  expect(cookieOf()).toHaveProperty(["securitySchemes", "session", "name"], "quoin.session_token");
  expect(cookieOf("__Secure-quoin.session_token")).toHaveProperty(
    ["securitySchemes", "session", "name"],
    "__Secure-quoin.session_token",
  );
});
