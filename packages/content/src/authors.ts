import { shortHash } from "./short-hash.ts";
import { slugify } from "./slug.ts";

// Words that tell a group from a person. A name with one of them is never taken apart at "and".
const groupWord =
  /\b(?:alliance|association|board|bureau|collective|committee|community|company|consortium|council|crew|department|editors|foundation|group|holdings|initiative|institute|lab|labs|maintainers|members|ministry|office|organi[sz]ation|partners|press|project|publishing|releasers|society|sons|staff|studio|studios|team|technologies|university|writers|inc|llc|ltd|gmbh|corp|co|plc)\b/i;

// After a comma these belong to the name before it, or say what somebody does.
const suffix =
  /^(?:inc|llc|ltd|gmbh|corp|co|plc|s\.?a|ag|jr|sr|ii|iii|iv|ph\.? ?d|m\.? ?d|msc|esq)\.?$/i;
const position =
  /\b(?:architect|ceo|cfo|chair|chairman|chairperson|chairwoman|cio|coo|cto|developer|director|editor|engineer|evangelist|founder|lead|manager|president|professor|secretary|vp)\b|^(?:at|from|of) /i;

const credit =
  /\s+(?:(?:originally )?(?:prepared|written|edited|translated|posted) by|together with|with)\s+/i;
const strongSeparator = /\s*(?:;|\||\n|\s\/\s|\s\+\s)\s*/;
const conjunction = /\s+(?:and|&)\s+/i;

/**
 * The people in one author field, in the order they are named; the first owns the post. Understands
 * "A, B and C", "A & B", "by A", "A with B"; drops what is not a name ("(@handle)", "<mail>", a job title).
 * "and" only parts what reads as separate names: a committee, a company or "Marks & Spencer" stays whole.
 */
export function splitAuthors(field: string): string[] {
  const text = withoutAsides(field.slice(0, 2000).toWellFormed()).replace(
    /^\s*(?:(?:posted|written) )?by(?::\s*|\s+)/i,
    "",
  );
  const names = text
    .split(strongSeparator)
    .flatMap((part) => part.split(credit).flatMap(splitList));
  const seen = new Set<string>();
  return names.filter((name) => {
    const key = name.toLowerCase();
    if (!/[\p{L}\p{N}]/u.test(name) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Cuts handles, addresses and mail addresses, and whom somebody writes for. */
function withoutAsides(text: string): string {
  return text
    .replace(/\([^()]*\)|\[[^[\]]*\]|<[^<>]*>/g, " ")
    .replace(/\s+on behalf of\s.*$/i, "")
    .replace(/[^\S\n]+/g, " ")
    .trim();
}

function splitList(list: string): string[] {
  const parts: string[] = [];
  for (const part of list.split(/\s*[,、，]\s*/)) {
    const last = parts.length - 1;
    // "Jr. and Dean Martin": the end of one name and the next.
    const [, end = part, next = ""] = /^(\S+)\s+(?:and|&)\s+(.+)$/i.exec(part) ?? [];
    if (last >= 0 && suffix.test(end)) {
      parts[last] = `${parts[last]}, ${end}`;
      if (next) parts.push(next);
    } else if (last < 0 || !position.test(part)) parts.push(part);
  }
  const isList = parts.length > 1;
  return parts
    .flatMap((part) => splitPair(part.replace(/^(?:and|&)\s+/i, ""), isList))
    .map((name) =>
      name
        .trim()
        .replace(/^@(?=\S)/, "")
        .replace(/[\s,]+$/, ""),
    );
}

/** `inList`: a comma has been seen, so "and" stands before the last of several. */
function splitPair(part: string, inList: boolean): string[] {
  const names = part.split(conjunction);
  const [first = "", ...others] = names;
  if (others.length === 0) return names;
  if (names.every(isFullName)) return names;
  // A group may stand beside a person, but "and" inside a group's name is part of it.
  if (groupWord.test(part)) return names.every(isPersonOrWholeGroup) ? names : [part];
  const isPairOfHandles = names.every(isHandle);
  const isMixed = names.some(isFullName) && names.every((name) => name !== "");
  return inList || isPairOfHandles || isMixed ? [first, ...others] : [part];
}

/** Two to five words that each start a name; prepositions as in "von", "de la" are fine. */
function isFullName(text: string): boolean {
  const words = text.trim().split(/\s+/);
  const [first = ""] = words;
  if (words.length < 2 || words.length > 5 || !/^\p{Lu}/u.test(first)) return false;
  // "Department of Health" and "Research Group" need not be names of people.
  if (groupWord.test(text) || /\b(?:of|for)\b/i.test(text)) return false;
  return words.every((word) =>
    /^(?:\p{Lu}|v[ao]n$|de[lnr]?$|d[aiou]$|la$|le$|bin$|al-|el-|ter$|zu[mr]?$)/u.test(word),
  );
}

/** "The Release Team" and "Node.js Security Team"; not "Department of Health", which may go on. */
function isPersonOrWholeGroup(text: string, index: number): boolean {
  if (isFullName(text)) return true;
  return index === 0 ? new RegExp(`${groupWord.source}$`, "i").test(text) : /^the /i.test(text);
}

/** One word as people call themselves online: `@name`, or lower case, or with a digit. */
function isHandle(text: string): boolean {
  return /^@?[\w.-]+$/.test(text) && /^@|^\p{Ll}|\d/u.test(text);
}

/** The longest handle that `handleOf` makes. */
const handleMaxLength = 40;

/**
 * The name of an author in addresses: `handleOf("Michaël Zasso")` is `michael-zasso`. Never empty, and
 * always the same for the same name; two names may share one, which is for the caller to settle.
 */
export function handleOf(name: string): string {
  return slugify(withoutAsides(name.slice(0, 500)), handleMaxLength) || `author-${shortHash(name)}`;
}
