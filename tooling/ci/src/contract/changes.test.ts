import type { Entry } from "@quoin/api/contract";
import { describe, expect, test } from "vitest";
import { changesBetween, declaredBreaks } from "./changes.ts";

const entry: Entry = {
  type: "query",
  access: "author",
  idempotent: true,
  status: 200,
  places: { id: "path", q: "query" },
  input: { type: "object", properties: { id: { type: "string" } }, required: ["id"] },
  output: { type: "object", properties: { title: { type: "string" } }, required: ["title"] },
};

const change = (after: Partial<Entry>) =>
  changesBetween({ "GET /posts/{id}": entry }, { "GET /posts/{id}": { ...entry, ...after } });

describe("an address", () => {
  test("that is as it was says nothing", () => {
    expect(change({})).toEqual([]);
    const { properties, type, required } = entry.input ?? {};
    expect(change({ input: { required, properties, type } })).toEqual([]);
  });

  test("that is gone breaks, and one that is new does not", () => {
    expect(changesBetween({ a: entry }, { b: entry })).toEqual([
      { name: "a", isBreaking: true, what: "is gone" },
      { name: "b", isBreaking: false, what: "is new" },
    ]);
  });

  test.each<[string, Partial<Entry>]>([
    ["becomes a mutation", { type: "mutation" }],
    ["asks for a higher role", { access: "admin" }],
    ["answers another status", { status: 201 }],
    ["forgets that it was called", { idempotent: false }],
    ["takes a field elsewhere", { places: { id: "path", q: "body" } }],
    ["takes less", { input: null }],
    ["asks for more", { input: { ...entry.input, required: ["id", "at"] } }],
    ["tells less", { output: { type: "object", properties: {} } }],
    ["tells nothing", { output: null }],
  ])("breaks when it %s", (_what, after) => {
    const changes = change(after);
    expect(changes.length).toBeGreaterThan(0);
    expect(changes.every(({ isBreaking, name }) => isBreaking && name === "GET /posts/{id}")).toBe(
      true,
    );
  });

  test.each<[string, Partial<Entry>]>([
    ["opens to more people", { access: "public" }],
    ["asks for less", { input: { ...entry.input, required: [] } }],
    ["tells more", { output: { ...entry.output, description: "A title" } }],
  ])("breaks nothing when it %s", (_what, after) => {
    expect(change(after)).toEqual([
      { name: "GET /posts/{id}", isBreaking: false, what: "allows or tells more" },
    ]);
  });

  test("that took nothing may take what is optional", () => {
    const properties = { q: { type: "string" } };
    const before = { a: { ...entry, input: null } };
    const more = { a: { ...entry, input: { type: "object", properties } } };
    expect(changesBetween(before, more)).toMatchObject([{ isBreaking: false }]);
    const asking = { a: { ...entry, input: { type: "object", properties, required: ["q"] } } };
    expect(changesBetween(before, asking)).toMatchObject([{ isBreaking: true }]);
  });
});

describe("a changelog", () => {
  const changelog = `# Changelog

## Unreleased

### Added
- \`post.new\` does more

### Breaking
- \`post.list\` and \`GET /posts\` no longer take \`mine\`

### Fixed
- \`post.fixed\`

## 0.1.0

### Breaking
- \`post.old\`
`;

  test("declares what stands under the breaks of what is unreleased", () => {
    expect(declaredBreaks(changelog)).toEqual(new Set(["post.list", "GET /posts", "mine"]));
  });

  test("declares nothing without such a section", () => {
    expect(declaredBreaks("# Changelog\n\n## 0.1.0\n\n### Breaking\n- `a`\n")).toEqual(new Set());
    expect(declaredBreaks("## Unreleased\n\n### Added\n- `a`\n")).toEqual(new Set());
    expect(declaredBreaks("")).toEqual(new Set());
  });
});
