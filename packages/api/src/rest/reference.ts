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

type Content = string | Buffer<ArrayBuffer>;

interface Asset {
  readonly type: string;
  /** What is sent, for a site that keeps its sessions under that name. */
  read(sessionCookie: string): Promise<Content>;
}

const { resolve } = createRequire(import.meta.url);
/** Where a file of a package is. Joined at run time: a bundler that saw the name would bundle it all. */
const fileOf = (...path: readonly string[]) => resolve(path.join("/"));
const packaged = (type: string, ...path: readonly string[]): Asset => ({
  type,
  read: () => readFile(fileOf(...path)),
});

/** In a layer, so that every rule of our own wins over Swagger UI's. */
const swaggerStyles: Asset = {
  type: "text/css",
  read: async () => {
    const rules = await readFile(fileOf("swagger-ui-dist", "swagger-ui.css"), "utf8");
    return `@layer swagger {\n${rules}\n}\n`;
  },
};

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>API reference</title>
    <link rel="stylesheet" href="${REFERENCE_PATH}/swagger-ui.css">
    <link rel="stylesheet" href="${REFERENCE_PATH}/tokens.css">
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

const assets: Readonly<Record<string, Asset>> = {
  [DOCUMENT_PATH]: {
    type: "application/json",
    read: async (sessionCookie) =>
      JSON.stringify(openApiOf(operationsOf(appRouter), CONTRACT_VERSION, sessionCookie)),
  },
  [REFERENCE_PATH]: { type: "text/html; charset=utf-8", read: async () => page },
  [`${REFERENCE_PATH}/page.js`]: packaged("text/javascript", "@quoin/api", "reference", "page.js"),
  [`${REFERENCE_PATH}/page.css`]: packaged("text/css", "@quoin/api", "reference", "page.css"),
  [`${REFERENCE_PATH}/tokens.css`]: packaged("text/css", "@quoin/ui", "tokens.css"),
  [`${REFERENCE_PATH}/sans.woff2`]: packaged("font/woff2", "@quoin/ui", "fonts", "sans.woff2"),
  [`${REFERENCE_PATH}/mono.woff2`]: packaged("font/woff2", "@quoin/ui", "fonts", "mono.woff2"),
  [`${REFERENCE_PATH}/swagger-ui.css`]: swaggerStyles,
  [`${REFERENCE_PATH}/swagger-ui-bundle.js`]: packaged(
    "text/javascript",
    "swagger-ui-dist",
    "swagger-ui-bundle.js",
  ),
};

/** Made or read once, when somebody first asks. */
const made = new Map<string, Promise<{ content: Content; etag: string }>>();

async function makeOnce(path: string, asset: Asset, sessionCookie: string) {
  const name = `${path} ${sessionCookie}`;
  const found = made.get(name);
  if (found) return found;
  const making = asset.read(sessionCookie).then((content) => ({
    content,
    etag: `"${createHash("sha1").update(content).digest("base64url")}"`,
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
  const { content, etag } = await makeOnce(path, asset, sessionCookie);
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
  return new Response(request.method === "HEAD" ? null : content, { headers });
}
