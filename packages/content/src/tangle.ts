// More than so many in one paragraph, and finding out which belong together takes seconds.
const maxMarks = 600;
/** Rows of a table are read one by one, so a table may hold more. */
const maxTableMarks = 10_000;
const maxParagraphLength = 100_000;
const maxLazyLines = 500;

const maxIndent = 200;
const maxQuotes = 1000;
const maxUnderlines = 1000;
const maxItems = 8000;

/** Thirty quotes and lists in one another, begun on one line. */
const deep = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){30}/;
const rule = /^ {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$/;
const blank = /^(?: {0,3}>)*\s*$/;
const bullet = /^ *[-+*] +\S/;
const numbered = /^ *\d{1,9}[.)] +\S/;
const anyItem = /^[ \t>]*(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)/;
const isQuote = /^ *>/;
const underline = /^ {0,3}(?:=+|-+)[ \t]*$/;
const heading = /^ {0,3}#{1,6}(?:[ \t]|$)/;
const definition = /^ {0,3}\[[^[\]]+\]:[ \t]*[^\s<>()]+(?:[ \t]+(?:"[^"]*"|'[^']*'))?[ \t]*$/;
const tableRule = /^ {0,3}\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?$/;

/** What is known of the paragraph that is being read. */
interface Paragraph {
  marks: number;
  length: number;
  lazyLines: number;
  inQuote: boolean;
  inTable: boolean;
}

const fresh: Paragraph = { marks: 0, length: 0, lazyLines: 0, inQuote: false, inTable: false };

/**
 * True for text that no one writes and that Markdown parsers take minutes over: thousands of
 * brackets or asterisks in one paragraph, quotes in quotes in quotes, a list of ten thousand items.
 * The work grows with the square of such things, so they are counted before any parser sees them.
 * Where the parser knows no rules (`hasRules`), a line of dashes is lists in lists in lists.
 */
export function isTangled(source: string, { hasRules = true } = {}): boolean {
  let paragraph = { ...fresh };
  let listIndent: number | null = null;
  let inDefinitions = false;
  let before = "";
  const counts = { quotes: 0, underlines: 0, items: 0 };
  for (const line of linesOutsideFences(source)) {
    const indent = line.length - line.trimStart().length;
    const isBlank = blank.test(line);
    const afterBlank = blank.test(before);
    const isItem =
      indent <= (listIndent ?? -2) + 5 &&
      (bullet.test(line) || (numbered.test(line) && (listIndent !== null || afterBlank)));
    inDefinitions = definition.test(line) && (afterBlank || inDefinitions);
    if (isBlank || isItem || inDefinitions || heading.test(line)) paragraph = { ...fresh };
    if (isItem) listIndent = indent;
    else if (afterBlank && !isBlank && indent === 0) listIndent = null;

    read(line, paragraph);
    if (
      isTooMuch(paragraph) ||
      (deep.test(line) && !(hasRules && rule.test(line))) ||
      (isItem && indent > maxIndent)
    )
      return true;

    if (anyItem.test(line)) counts.items += 1;
    if (isQuote.test(line) && !isQuote.test(before)) counts.quotes += 1;
    if (underline.test(line) && !afterBlank) counts.underlines += 1;
    if (counts.items > maxItems || counts.quotes > maxQuotes || counts.underlines > maxUnderlines) {
      return true;
    }
    before = line;
  }
  return false;
}

/** Only fences at the very margin count: any other may end without saying so, with the list it is in. */
function* linesOutsideFences(source: string): Generator<string> {
  let fence = "";
  for (const line of source.split(/\r\n|\r|\n/)) {
    if (fence) {
      if (line.startsWith(fence) && /^[`~]*\s*$/.test(line.slice(fence.length))) fence = "";
      continue;
    }
    fence = /^(?:`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[0] ?? "";
    // A fence ends the paragraph before it.
    yield fence ? "" : line;
  }
}

function read(line: string, paragraph: Paragraph): void {
  const isQuoted = isQuote.test(line);
  paragraph.inQuote ||= isQuoted;
  paragraph.inTable ||= tableRule.test(line);
  if (paragraph.inQuote && !isQuoted) paragraph.lazyLines += 1;
  paragraph.length += line.length;
  paragraph.marks += line.replace(/[^*_~[\]`]+/g, "").length;
}

function isTooMuch({ marks, length, lazyLines, inTable }: Paragraph): boolean {
  return (
    marks > (inTable ? maxTableMarks : maxMarks) ||
    length > (inTable ? maxParagraphLength * 10 : maxParagraphLength) ||
    lazyLines > maxLazyLines
  );
}
