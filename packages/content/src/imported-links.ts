import { fileNameOf, isIndexName } from "./post-slug.ts";

/** What is known of a file before any link is followed. */
export interface LinkTarget {
  /** Relative to the folder that is imported, with `/` between folders. */
  readonly path: string;
  readonly slug: string;
  /** Addresses that the post once had, from the root. */
  readonly aliases: readonly string[];
}

export interface LinkIndexOptions {
  /** The name of the folder that is imported; sites often serve it under this name. */
  readonly folder?: string;
  /** Where the folder stood on the web: `https://example.com/blog`. Links to that site count, too. */
  readonly site?: URL | undefined;
}

/** Where a link of the file at `from` leads now, or null when it leads to none of the files. */
export type FollowLink = (from: string, url: string) => string | null;

/**
 * Follows links between the files of a site that is brought in: `./other.md`, `../x/y`, `/en/blog/x/y`,
 * and whole addresses when `site` is known. What stands before a file's own path in an address, such as
 * `/en/blog`, need not be known for files in folders; for others it has to be the folder's name or the site's.
 */
export function linkIndex(
  targets: Iterable<LinkTarget>,
  { folder = "", site }: LinkIndexOptions = {},
): FollowLink {
  const byPath = new Map<string, string>();
  const byAddress = new Map<string, string>();
  for (const { path, slug, aliases } of targets) {
    const address = `/posts/${slug}`;
    // Addresses in the form of our own lead on by themselves.
    for (const alias of aliases)
      if (!alias.startsWith("/posts/")) byAddress.set(bare(alias), address);
    for (const known of placesOf(path)) if (!byPath.has(known)) byPath.set(known, address);
  }
  const base = site ? bare(site.pathname) : null;

  const fromRoot = (path: string): string | null => {
    const known = byAddress.get(path) ?? byPath.get(path);
    if (known !== undefined) return known;
    if (base && path.startsWith(`${base}/`)) {
      const below = byPath.get(path.slice(base.length + 1));
      if (below !== undefined) return below;
    }
    for (let at = path.indexOf("/"); at !== -1; at = path.indexOf("/", at + 1)) {
      const below = path.slice(at + 1);
      const isNamed = folder !== "" && path.slice(0, at).split("/").at(-1) === folder;
      const found = isNamed || below.includes("/") ? byPath.get(below) : undefined;
      if (found !== undefined) return found;
    }
    return null;
  };
  const fromFile = (from: string, path: string): string | null => {
    const folders = from.split("/").slice(0, -1);
    // On most sites a page is a folder of its own, so that relative links start one step further down.
    const page = [...folders, fileNameOf(from).name];
    return byPath.get(joined(folders, path)) ?? byPath.get(joined(page, path)) ?? null;
  };

  return (from, url) => {
    const [, address = "", fragment = ""] = /^([^?#]*)(?:\?[^#]*)?(#.*)?$/s.exec(url) ?? [];
    const local = site ? withoutOrigin(address, site) : address;
    if (local === "" || /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(local)) return null;
    const path = decoded(local);
    const found = path.startsWith("/") ? fromRoot(bare(path)) : fromFile(from, path);
    return found === null ? null : found + fragment;
  };
}

/** How a file may be called within its site: by its path, and by its day as Jekyll has it. */
function placesOf(path: string): string[] {
  const { folders, name, date } = fileNameOf(path);
  const own = [...folders, ...(isIndexName(name) ? [] : [name])].join("/");
  if (own === "") return [];
  if (date === null) return [own];
  return [own, [...date.split("-"), name.slice(date.length + 1)].join("/")];
}

/** Without slashes around it, and without what says how it is made. */
const bare = (path: string) =>
  path.replace(/^\/+|\/+$/g, "").replace(/(?:(?:^|\/)_?index)?\.(?:mdx?|html?)$/i, "");

function joined(folders: readonly string[], path: string): string {
  const parts = [...folders];
  for (const part of path.split("/")) {
    if (part === "..") {
      // Above the folder there is nothing that we know.
      if (parts.pop() === undefined) return "";
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return bare(parts.join("/"));
}

function withoutOrigin(address: string, site: URL): string {
  const url = /^(?:https?:)?\/\//i.test(address) ? URL.parse(address, site) : null;
  return url && withoutWww(url) === withoutWww(site) ? url.pathname : address;
}
const withoutWww = ({ host }: URL) => host.replace(/^www\./, "");

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

const fence = /^[ \t>]*(`{3,}|~{3,})/;
/** The address of a link, of a definition, of an anchor in HTML; or code, in which nothing is a link. */
const addresses =
  /(`+)(?!`).*?(?<!`)\1(?!`)|(?<=\]\()(<?)([^\s<>()]+)|(?<=^ {0,3}\[[^\]]+\]:[ \t]+)(<?)([^\s<>]+)|(?<=<a\s(?:[^>]*?\s)?href=["'])([^"'<>]+)/gi;

/**
 * The same Markdown with the addresses of its links replaced by what `follow` answers; null leaves one as it
 * is. Images and code are never touched.
 */
export function followLinks(markdown: string, follow: (url: string) => string | null): string {
  let open: string | null = null;
  return markdown
    .split("\n")
    .map((line) => {
      const mark = fence.exec(line)?.[1];
      if (open !== null) {
        if (mark?.startsWith(open) && line.replace(/^[ \t>]+/, "").trim() === mark) open = null;
        return line;
      }
      // Signs of code within the line of a fence would make it a line like others.
      if (
        mark &&
        !(mark.startsWith("`") && line.slice(line.indexOf(mark) + mark.length).includes("`"))
      ) {
        open = mark;
        return line;
      }
      if (!line.includes("](") && !line.includes("]:") && !/href=/i.test(line)) return line;
      return line.replace(
        addresses,
        (found: string, ...groups: (string | number | undefined)[]) => {
          const [code, angle = "", url, otherAngle = "", defined, href] = groups;
          const written = url ?? defined ?? href;
          if (code !== undefined || typeof written !== "string") return found;
          const offset = groups.find((group) => typeof group === "number") ?? 0;
          if (url !== undefined && isImage(line, offset)) return found;
          const followed = follow(written);
          return followed === null ? found : `${angle}${otherAngle}${followed}`;
        },
      );
    })
    .join("\n");
}

/** Whether the brackets before `](` at `offset` are those of an image. */
function isImage(line: string, offset: number): boolean {
  let depth = 0;
  for (let at = offset - 2; at >= 0; at--) {
    if (line[at] === "]") depth++;
    if (line[at] === "[" && --depth === 0) return line[at - 1] === "!";
  }
  return false;
}
