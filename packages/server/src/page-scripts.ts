import { createHash, randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Which inline scripts of a page may run. Next marks its own with a nonce that we
 * make up for each render, so a script that came in with stored content cannot pass
 * for one of them: the policy holds even where the sanitizer failed.
 */

/** Unguessable, and never sent to a browser when the page is remembered. */
export function newNonce(): string {
  return randomBytes(16).toString("base64url");
}

const opening = /<script\b([^>]*)>/gi;
const source = /\ssrc\s*=/i;

function* inlineScripts(html: string): Generator<{ attributes: string; text: string }> {
  for (const match of html.matchAll(opening)) {
    const attributes = match[1] ?? "";
    if (source.test(attributes)) continue;
    const start = match.index + match[0].length;
    const end = html.indexOf("</script", start);
    if (end > start) yield { attributes, text: html.slice(start, end) };
  }
}

function hashOf(script: string): string {
  return `sha256-${createHash("sha256").update(script).digest("base64")}`;
}

export interface TrustedPage {
  /** Without the nonce, so that it can be shown to many. */
  readonly html: string;
  /** Of the inline scripts that may run, each once. */
  readonly hashes: readonly string[];
}

/** Names the inline scripts that carry the nonce of this render, or that the build wrote. */
export function trustedPage(
  html: string,
  nonce: string,
  builtScripts: ReadonlySet<string>,
): TrustedPage {
  const mark = ` nonce="${nonce}"`;
  const hashes = new Set<string>();
  for (const { attributes, text } of inlineScripts(html)) {
    const isMarked = attributes.includes(mark);
    if (!isMarked && builtScripts.size === 0) continue;
    const hash = hashOf(text);
    if (isMarked || builtScripts.has(hash)) hashes.add(hash);
  }
  return { html: html.replaceAll(mark, ""), hashes: [...hashes] };
}

/**
 * The hashes of the inline scripts in pages that were rendered at build time, such as
 * the page for errors: they have no nonce, and no stored content either. Empty when
 * there is no build.
 */
export async function builtScriptHashes(appDir: string): Promise<ReadonlySet<string>> {
  const root = join(appDir, ".next", "server");
  const files = await readdir(root, { recursive: true }).catch(() => []);
  const hashes = new Set<string>();
  for (const file of files) {
    if (!file.endsWith(".html")) continue;
    const html = await readFile(join(root, file), "utf8");
    for (const { text } of inlineScripts(html)) hashes.add(hashOf(text));
  }
  return hashes;
}
