import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { root, valueImports, workspaceFolders } from "./workspace.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "quoin-lint-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

function run(command: string, args: readonly string[]) {
  const bin = path.join(root, "node_modules", ".bin", command);
  return spawnSync(bin, args, { cwd: folder, encoding: "utf8" });
}

// Who may import what of ours; everything that is not here must fail.
const allowed: Readonly<Record<string, readonly string[]>> = {
  "apps/web": ["api", "client", "log", "server", "ui"],
  "apps/admin": ["api", "client", "log", "server", "ui"],
  "apps/worker": ["api", "jobs", "log"],
  "apps/cli": ["api", "client", "content"],
  "packages/api": ["auth", "cache", "content", "db", "jobs", "log", "mail"],
  "packages/auth": ["db", "jobs", "log"],
  "packages/cache": [],
  "packages/client": ["api"],
  "packages/content": [],
  "packages/db": ["log"],
  "packages/jobs": ["db", "log"],
  "packages/log": [],
  "packages/mail": [],
  "packages/server": ["log"],
  "packages/ui": [],
};

/** The statements that the linter refuses, of those given by folder. */
function refused(files: ReadonlyMap<string, string>): ReadonlySet<string> {
  copyFileSync(path.join(root, ".oxlintrc.json"), path.join(folder, ".oxlintrc.json"));
  for (const [file, statement] of files) write(file, `${statement}\n`);
  const { stdout } = run("oxlint", ["--format=json"]);
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: readonly { code: string; filename: string }[];
  };
  return new Set(
    diagnostics
      .filter(({ code }) => code.includes("no-restricted-imports"))
      .map(({ filename }) => filename.replaceAll("\\", "/")),
  );
}

describe("the linter", () => {
  test("knows every app and package", () => {
    expect(workspaceFolders().toSorted()).toEqual(Object.keys(allowed).toSorted());
  });

  test("refuses every arrow that returns, and no other", () => {
    const files = new Map<string, string>();
    const forbidden: string[] = [];
    for (const [from, may] of Object.entries(allowed)) {
      for (const to of workspaceFolders()) {
        const name = path.basename(to);
        if (to === from) continue;
        const file = `${from}/src/${name}.ts`;
        // Types, for those who may have no more than types.
        files.set(file, `import type * as it from "@quoin/${name}";`);
        if (!may.includes(name)) forbidden.push(file);
      }
    }
    expect([...refused(files)].toSorted()).toEqual(forbidden.toSorted());
  });

  const wrong = [
    ["apps/web/src/page.tsx", 'import { eq } from "drizzle-orm";'],
    ["apps/web/src/page.tsx", 'import { pgTable } from "drizzle-orm/pg-core";'],
    ["apps/admin/src/page.tsx", 'import pg from "pg";'],
    ["apps/admin/src/page.tsx", 'import { betterAuth } from "better-auth";'],
    ["apps/web/src/page.tsx", 'import { publishPosts } from "@quoin/api/post/service";'],
    ["apps/web/src/page.tsx", 'import { appRouter } from "@quoin/api";'],
    ["apps/web/src/page.tsx", 'import { Posts } from "../../../packages/db/src/index.ts";'],
    ["apps/cli/src/main.ts", 'import { createServices } from "@quoin/api/server";'],
    ["apps/cli/src/main.ts", 'import { hooks } from "@quoin/client/react";'],
    ["apps/worker/src/main.ts", 'import { sql } from "drizzle-orm";'],
    ["packages/client/src/node.ts", 'import { appRouter } from "@quoin/api";'],
    ["packages/client/src/react.tsx", 'import { postInput } from "@quoin/api/post/input";'],
    ["packages/api/src/post/service.ts", 'import { sql } from "drizzle-orm";'],
    ["packages/api/src/post/input.ts", 'import { Posts } from "@quoin/db";'],
    ["packages/api/src/post/input.ts", 'import { readFileSync } from "node:fs";'],
    ["packages/api/src/post/input.ts", 'import { renderMarkdown } from "@quoin/content";'],
    ["packages/db/src/model.ts", 'import { initTRPC } from "@trpc/server";'],
    ["tooling/bench/src/main.ts", 'import "@quoin/web";'],
  ] as const;
  const right = [
    ["apps/web/src/page.tsx", 'import type { AppRouter } from "@quoin/api";'],
    ["apps/web/src/form.tsx", 'import { commentInput } from "@quoin/api/comment/input";'],
    ["apps/web/src/main.ts", 'import { createHandler } from "@quoin/api/server";'],
    ["apps/worker/src/main.ts", 'import { publishDue } from "@quoin/api/post/service";'],
    ["packages/client/src/node.ts", 'import type { AppRouter } from "@quoin/api";'],
    ["packages/api/src/post/input.ts", 'import { z } from "zod";'],
    ["packages/api/src/post/input.ts", 'import { isSlug } from "@quoin/content/slug";'],
    ["packages/api/src/post/input.ts", 'import type { NewPost } from "@quoin/db";'],
    ["packages/api/src/post/input.ts", 'import { title } from "../fields.ts";'],
  ] as const;

  // A folder a case, at the depth where features and routes live, and one run of the linter for all.
  const place = (file: string, index: number) =>
    file.replace(/\/src\/(?:post\/)?/, `/src/case-${index}/`);
  const placed = (cases: typeof wrong | typeof right) =>
    new Map(cases.map(([file, statement], index) => [place(file, index), statement]));

  test("refuses each of these", () => {
    const files = placed(wrong);
    const found = refused(files);
    expect([...files].filter(([file]) => !found.has(file))).toEqual([]);
  });

  test("accepts each of these", () => {
    const files = placed(right);
    const found = refused(files);
    expect([...files].filter(([file]) => found.has(file))).toEqual([]);
  });
});

describe("turbo boundaries", () => {
  function workspace(source: string, dependencies: Record<string, string>) {
    copyFileSync(path.join(root, "turbo.json"), path.join(folder, "turbo.json"));
    copyFileSync(path.join(root, "package.json"), path.join(folder, "package.json"));
    write("pnpm-workspace.yaml", "packages:\n  - apps/*\n  - packages/*\n");
    write("pnpm-lock.yaml", "lockfileVersion: '9.0'\n");
    for (const name of ["db", "log"])
      write(`packages/${name}/package.json`, JSON.stringify({ name: `@quoin/${name}` }));
    write("apps/web/package.json", JSON.stringify({ name: "@quoin/web", dependencies }));
    write("apps/web/src/page.ts", source);
    const { status, stdout, stderr } = run("turbo", ["boundaries", "--no-color"]);
    return { status, output: stdout + stderr };
  }

  test("refuse a package that is not declared", () => {
    const { status, output } = workspace('import { Posts } from "@quoin/db";\n', {});
    expect(output).toMatch(/@quoin\/db.* not a dependency/);
    expect(status).not.toBe(0);
  });

  test("refuse a path that leaves the package", () => {
    const { status, output } = workspace('import "../../../packages/db/src/index.ts";\n', {});
    expect(output).toMatch(/leaves the package/);
    expect(status).not.toBe(0);
  });

  test("accept what is declared", () => {
    const { status } = workspace('import { createLogger } from "@quoin/log";\n', {
      "@quoin/log": "workspace:*",
    });
    expect(status).toBe(0);
  });
});

describe("Node's resolution", () => {
  /** What Node says to an `import` of each specifier in an app's folder: an error code, or `found`. */
  function resolve(app: string, specifiers: readonly string[]): readonly string[] {
    const script = `const code = (specifier) => {
      try { import.meta.resolve(specifier); return "found"; } catch (error) { return error.code; }
    };
    process.stdout.write(JSON.stringify(${JSON.stringify(specifiers)}.map(code)));`;
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
      cwd: path.join(root, app),
      encoding: "utf8",
    });
    return JSON.parse(stdout) as string[];
  }

  test.each(["apps/web", "apps/admin"])("finds nothing from %s that it does not declare", (app) => {
    const hidden = ["@quoin/db", "@quoin/auth", "@quoin/jobs", "drizzle-orm", "pg", "better-auth"];
    expect(resolve(app, hidden)).toEqual(hidden.map(() => "ERR_MODULE_NOT_FOUND"));
    expect(resolve(app, ["@quoin/client", "next"])).toEqual(["found", "found"]);
  });

  test("lets nothing through that a package does not export", () => {
    const inside = ["@quoin/api/src/server.ts", "@quoin/api/post/policy", "@quoin/api/context"];
    expect(resolve("apps/web", inside)).toEqual(inside.map(() => "ERR_PACKAGE_PATH_NOT_EXPORTED"));
  });
});

describe("what forms import", () => {
  const api = path.join(root, "packages/api/src");
  const inputs = readdirSync(api)
    .map((feature) => path.join(api, feature, "input.ts"))
    .filter((file) => existsSync(file));

  test.each(inputs.map((file) => [path.relative(root, file), file]))(
    "%s reaches nothing that a browser lacks",
    (_name, file) => {
      const seen = new Set<string>();
      const packages = new Set<string>();
      const visit = (current: string) => {
        if (seen.has(current)) return;
        seen.add(current);
        for (const specifier of valueImports(current)) {
          if (specifier.startsWith(".")) visit(path.resolve(path.dirname(current), specifier));
          else packages.add(specifier);
        }
      };
      visit(file);
      const safe = new Set(["zod", "@quoin/content/slug"]);
      expect([...packages].filter((name) => !safe.has(name))).toEqual([]);
    },
  );
});
