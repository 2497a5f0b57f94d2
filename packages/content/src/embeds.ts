import type { Root } from "hast";
import { element, walk } from "./tree.ts";

const embedNames = new Set(["iframe", "video", "audio", "embed", "object"]);

/**
 * Replaces what another site would draw inside of ours by a link to it: a visit touches one origin,
 * and the reader still gets there. Runs before the sanitizer, which judges the address.
 */
export function linkEmbeds(root: Root): void {
  walk(root, (node, index, parent) => {
    if (!embedNames.has(node.tagName)) return;
    const url = addressOf(node.properties) ?? sourceIn(node.children);
    if (url === undefined) return;
    const { title } = node.properties;
    const text = typeof title === "string" && title.trim() ? title : linkText(url, node.tagName);
    const link = element("a", { href: url }, [{ type: "text", value: text }]);
    parent.children[index] = parent.type === "root" ? element("p", {}, [link]) : link;
    return false;
  });
}

function addressOf(properties: Readonly<Record<string, unknown>>): string | undefined {
  const { src, data } = properties;
  const url = typeof src === "string" ? src : data;
  return typeof url === "string" && url !== "" ? readableAddress(url) : undefined;
}

function sourceIn(children: readonly { type: string }[]): string | undefined {
  for (const child of children) {
    if (!("tagName" in child) || child.tagName !== "source" || !("properties" in child)) continue;
    const url = addressOf(child.properties as Readonly<Record<string, unknown>>);
    if (url !== undefined) return url;
  }
}

/** The page of a video, where the frame's address would show a bare player. */
function readableAddress(url: string): string {
  const id =
    /^(?:https?:)?\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/([\w-]{6,20})(?:[?#].*)?$/.exec(
      url,
    )?.[1];
  if (id !== undefined) return `https://www.youtube.com/watch?v=${id}`;
  const vimeo = /^(?:https?:)?\/\/player\.vimeo\.com\/video\/(\d{1,12})(?:[?#].*)?$/.exec(url)?.[1];
  return vimeo === undefined ? url : `https://vimeo.com/${vimeo}`;
}

function linkText(url: string, tagName: string): string {
  const host = URL.parse(url, "https://here.invalid")?.hostname.replace(/^www\./, "") ?? "";
  const isVideo = tagName === "video" || host === "youtube.com" || host === "vimeo.com";
  const verb = isVideo ? "Watch it" : tagName === "audio" ? "Listen to it" : "Open it";
  return host === "" || host === "here.invalid" ? verb : `${verb} on ${host}`;
}
