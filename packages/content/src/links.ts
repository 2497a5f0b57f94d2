import type { Element, Root } from "hast";
import { idPrefix, isSafeUrl } from "./sanitize.ts";
import { walk } from "./tree.ts";

export interface LinkOptions {
  /** An absolute address that relative links and images are resolved against; its origin counts as our own. */
  readonly baseUrl?: string | undefined;
  /** Gets each relative address as written (never a bare `#fragment`) and answers what to put in its place. */
  readonly resolveUrl?: ((url: string) => string) | undefined;
}

/**
 * Settles links and images: fragments point at the ids that are really there, relative addresses
 * are resolved, links to other sites carry `rel="noopener"`, images load late and keep their size.
 * Answers the addresses of all images, each once.
 */
export function setLinks(root: Root, options: LinkOptions): string[] {
  const ids = new Set<string>();
  walk(root, ({ properties }) => {
    if (typeof properties.id === "string") ids.add(properties.id);
    if (typeof properties.name === "string") ids.add(properties.name);
  });
  const images = new Set<string>();
  walk(root, (node) => {
    if (node.tagName === "a") setLink(node, ids, options);
    if (node.tagName === "img") {
      setImage(node, options);
      if (typeof node.properties.src === "string") images.add(node.properties.src);
    }
  });
  return [...images];
}

function setLink(node: Element, ids: ReadonlySet<string>, options: LinkOptions): void {
  const { href } = node.properties;
  if (typeof href !== "string") return;
  const url = href.startsWith("#") ? `#${idBehind(href.slice(1), ids)}` : resolve(href, options);
  if (!isSafeUrl(url, "href")) {
    delete node.properties.href;
    return;
  }
  node.properties.href = url;
  if (isExternal(url, options.baseUrl)) node.properties.rel = ["noopener"];
}

function setImage(node: Element, options: LinkOptions): void {
  const { src, alt } = node.properties;
  if (typeof src === "string") {
    const url = resolve(src, options);
    if (isSafeUrl(url, "src")) node.properties.src = url;
    else delete node.properties.src;
  }
  node.properties.alt = typeof alt === "string" ? alt : "";
  node.properties.loading = "lazy";
  node.properties.decoding = "async";
}

/** The id that a written fragment means: its own, one that the sanitizer prefixed, or one in lower case. */
function idBehind(fragment: string, ids: ReadonlySet<string>): string {
  const decoded = decode(fragment);
  for (const name of [fragment, decoded, decoded.toLowerCase()]) {
    for (const id of [`${idPrefix}${name}`, name, `section-${name}`]) if (ids.has(id)) return id;
  }
  return fragment;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const absolute = /^([a-z][a-z0-9+.-]*:|\/\/|\\|\/\\)/i;

function resolve(url: string, { baseUrl, resolveUrl }: LinkOptions): string {
  if (absolute.test(url)) return url;
  const resolved = resolveUrl ? resolveUrl(url) : url;
  if (baseUrl === undefined || absolute.test(resolved)) return resolved;
  return URL.parse(resolved, baseUrl)?.href ?? resolved;
}

/** True when following `url` leaves the site of `baseUrl`; without one every absolute address does. */
export function isExternal(url: string, baseUrl?: string): boolean {
  // Browsers read backslashes as slashes, so `/\host` leaves as well.
  if (!/^(https?:|[\\/]{2})/i.test(url)) return false;
  if (baseUrl === undefined) return true;
  const own = URL.parse(baseUrl)?.origin;
  return own === undefined || URL.parse(url, baseUrl)?.origin !== own;
}
