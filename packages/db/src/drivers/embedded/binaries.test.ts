import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { withPlainPath } from "./binaries.ts";

test.runIf(process.platform !== "win32").each(['a "b"', "a $HOME", "a `id`", "a \\ b", "a 'b' c"])(
  "programs in a folder named %s can be called through a shell that quotes their path",
  (name) => {
    const parent = mkdtempSync(path.join(tmpdir(), "quoin-binaries-"));
    const bin = path.join(parent, name, "bin");
    mkdirSync(bin, { recursive: true });
    writeFileSync(path.join(bin, "postgres"), "#!/bin/sh\necho 18.4\n");
    chmodSync(path.join(bin, "postgres"), 0o755);
    let used = "";
    const answer = withPlainPath(bin, (plain) => {
      used = plain;
      return spawnSync("/bin/sh", ["-c", `"${plain}/postgres"`], { encoding: "utf8" }).stdout;
    });
    expect(answer).toBe("18.4\n");
    // What was made for it is gone; what was there is not.
    expect(existsSync(used)).toBe(used === bin);
    expect(existsSync(bin)).toBe(true);
    rmSync(parent, { recursive: true });
  },
);
