import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { AppError } from "../errors.ts";
import { MethodError } from "./method-error.ts";
import { appRouter } from "../root.ts";
import { openApiOf } from "./openapi.ts";
import { operationsOf } from "./operations.ts";

/** Where the document is. */
export const DOCUMENT_PATH = "/api/v1/openapi.json";
const METHODS = "GET, HEAD, OPTIONS";

/** Where the page for people is. */
export const REFERENCE_PATH = "/api/docs";

/** Of the contract: it grows with what is added, and its first part with what breaks. */
const CONTRACT_VERSION = "1.0.0";

interface Asset {
  readonly type: string;
  /** The text, for a site that keeps its sessions under that name. */
  read(sessionCookie: string): Promise<string>;
}

const { resolve } = createRequire(import.meta.url);
/** A file of the package. Joined at run time: a bundler that saw the name would bundle all of it. */
const packaged = (file: string) => () =>
  readFile(resolve(["swagger-ui-dist", file].join("/")), "utf8");

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>API reference</title>
    <link rel="stylesheet" href="${REFERENCE_PATH}/swagger-ui.css">
    <link rel="stylesheet" href="${REFERENCE_PATH}/page.css">
    <link rel="icon" href="data:,">
  </head>
  <body>
    <noscript>This page needs JavaScript. The document itself is at ${DOCUMENT_PATH}.</noscript>
    <main id="reference"></main>
    <script src="${REFERENCE_PATH}/swagger-ui-bundle.js"></script>
    <script src="${REFERENCE_PATH}/page.js"></script>
  </body>
</html>
`;

/** In a file of its own, because the policy of our pages allows no other script. */
const script = `SwaggerUIBundle({
  url: ${JSON.stringify(DOCUMENT_PATH)},
  dom_id: "#reference",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: -1,
  tryItOutEnabled: true,
});
if (matchMedia("(prefers-color-scheme: dark)").matches)
  document.documentElement.classList.add("dark-mode");
`;

const styles = `body { margin: 0; }
html.dark-mode body { background: #1c2022; }
`;

const assets: Readonly<Record<string, Asset>> = {
  [DOCUMENT_PATH]: {
    type: "application/json",
    read: async (sessionCookie) =>
      JSON.stringify(openApiOf(operationsOf(appRouter), CONTRACT_VERSION, sessionCookie)),
  },
  [REFERENCE_PATH]: { type: "text/html; charset=utf-8", read: async () => page },
  [`${REFERENCE_PATH}/page.js`]: { type: "text/javascript", read: async () => script },
  [`${REFERENCE_PATH}/page.css`]: { type: "text/css", read: async () => styles },
  [`${REFERENCE_PATH}/swagger-ui.css`]: { type: "text/css", read: packaged("swagger-ui.css") },
  [`${REFERENCE_PATH}/swagger-ui-bundle.js`]: {
    type: "text/javascript",
    read: packaged("swagger-ui-bundle.js"),
  },
};

/** Made or read once, when somebody first asks. */
const made = new Map<string, Promise<{ text: string; etag: string }>>();

async function makeOnce(path: string, asset: Asset, sessionCookie: string) {
  const name = `${path} ${sessionCookie}`;
  const found = made.get(name);
  if (found) return found;
  const making = asset.read(sessionCookie).then((text) => ({
    text,
    etag: `"${createHash("sha1").update(text).digest("base64url")}"`,
  }));
  // What could not be read now may be there later.
  making.catch(() => made.delete(name));
  made.set(name, making);
  return making;
}

/** True for the document and whatever belongs to the page that shows it. */
export const isReference = (path: string): boolean => Object.hasOwn(assets, path);

/** Answers for the document and its page, which are the same for everyone. */
export async function answerReference(
  request: Request,
  path: string,
  sessionCookie: string,
): Promise<Response> {
  const asset = assets[path];
  if (!asset) throw new AppError("not_found", "There is nothing under this address");
  const { method } = request;
  if (method === "OPTIONS") return new Response(null, { status: 204, headers: { allow: METHODS } });
  if (method !== "GET" && method !== "HEAD") throw new MethodError(METHODS);
  const { text, etag } = await makeOnce(path, asset, sessionCookie);
  const headers = {
    "content-type": asset.type,
    "cache-control": "public, max-age=300",
    etag,
  };
  const known = request.headers
    .get("if-none-match")
    ?.replace(/W\//g, "")
    .split(/\s*,\s*/);
  if (known?.includes(etag)) return new Response(null, { status: 304, headers });
  return new Response(request.method === "HEAD" ? null : text, { headers });
}
