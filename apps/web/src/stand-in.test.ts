import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { standIn } from "./stand-in.ts";

test.for(["unavailable", "failed"] as const)(
  "the page for %s needs nothing that may be broken",
  (reason) => {
    const html = standIn(reason);
    expect(html).toContain("<h1>");
    expect(html).not.toMatch(/<script|<style|\sstyle=/);
    const [, sheet = ""] = /href="(\/[^"]+\.css)"/.exec(html) ?? [];
    expect(existsSync(join(import.meta.dirname, "../public", sheet))).toBe(true);
  },
);
