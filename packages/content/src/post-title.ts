import { excerptOf } from "./plain-text.ts";

const leadingHeading =
  /^\s*(?:#{1,2}[ \t]+([^\n]+?)(?:[ \t]+#+)?[ \t]*(?:\n|$)|([^\n#>`~-][^\n]*)\n=+[ \t]*(?:\n|$))/;

/** The words of the first heading, wherever it stands outside of code. */
export function firstHeading(markdown: string): string {
  const prose = markdown.replace(/^(`{3,}|~{3,})[\s\S]*?(?:^\1[`~]*[ \t]*$|(?![\s\S]))/gm, "");
  const heading =
    /^ {0,3}#{1,6}[ \t]+([^\n]*[^\n#\s])/m.exec(prose)?.[1] ??
    leadingHeading.exec(prose)?.[2] ??
    "";
  return excerptOf(plainWords(heading), 200);
}

function plainWords(markdown: string): string {
  return markdown
    .slice(0, 1000)
    .replace(/!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, "$1")
    .replace(/<[^<>]*>/g, "")
    .replace(/(\*\*?|__?|~~|`+)(\S(?:.*?\S)?)\1/g, "$2")
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
}

/** The page shows the title above the text, so a first heading that says the same is left out. */
export function withoutTitle(markdown: string, title: string): string {
  const heading = leadingHeading.exec(markdown);
  const same = heading && bare(plainWords(heading[1] ?? heading[2] ?? "")) === bare(title);
  return (same ? markdown.slice(heading[0].length) : markdown)
    .replace(/^(?:[ \t]*\n)+/, "")
    .trimEnd();
}

function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}
