import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { builtScriptHashes, newNonce, trustedPage } from "./page-scripts.ts";

const none = new Set<string>();
const hash = (script: string) => `sha256-${createHash("sha256").update(script).digest("base64")}`;

test("scripts with the nonce are named, and the nonce is taken out", () => {
  const html = `<head><script nonce="N">a()</script><script src="/x.js" nonce="N" async=""></script></head><script id="_R_" nonce="N">b()</script>`;
  expect(trustedPage(html, "N", none)).toEqual({
    html: `<head><script>a()</script><script src="/x.js" async=""></script></head><script id="_R_">b()</script>`,
    hashes: [hash("a()"), hash("b()")],
  });
});

test("a script that came in with content is not named, whatever it looks like", () => {
  const { hashes } = trustedPage(
    `<script>evil()</script><script nonce="">evil()</script><script nonce="M">evil()</script>
     <script data-x=' nonce=N'>evil()</script><SCRIPT>evil()</SCRIPT>
     <p title='<script nonce="M">'></p><!-- <script> --><script nonce="N">good()</script>`,
    "N",
    none,
  );
  expect(hashes).toEqual([hash("good()")]);
});

test("the same script twice is named once", () => {
  const html = `<script nonce="N">a()</script>`.repeat(3);
  expect(trustedPage(html, "N", none).hashes).toEqual([hash("a()")]);
});

test("scripts that the build wrote need no nonce", () => {
  const built = new Set([hash("built()")]);
  const html = `<script>built()</script><script>other()</script>`;
  expect(trustedPage(html, "N", built).hashes).toEqual([hash("built()")]);
});

test("nonces differ", () => {
  expect(newNonce()).toMatch(/^[\w-]{22}$/);
  expect(newNonce()).not.toBe(newNonce());
});

test("the build's scripts are read from its pages", async () => {
  const dir = await mkdtemp(join(tmpdir(), "quoin-built-"));
  await mkdir(join(dir, ".next/server/app"), { recursive: true });
  await writeFile(join(dir, ".next/server/app/_not-found.html"), "<script>built()</script>");
  await writeFile(join(dir, ".next/server/app/page.js"), "<script>no()</script>");
  expect(await builtScriptHashes(dir)).toEqual(new Set([hash("built()")]));
  await rm(dir, { recursive: true });
  expect(await builtScriptHashes(dir)).toEqual(new Set());
});
