// More than so many in one paragraph, and finding out which belong together takes seconds.
const maxMarks = 600;
/** Rows of a table are read one by one, so a table may hold more. */
const maxTableMarks = 10_000;
const maxParagraphLength = 100_000;
const maxLazyLines = 500;

const deepQuote = /^(?:[ \t]*>){101}/m;
const blank = /^(?: {0,3}>)*\s*$/;
const bullet = /^ *[-+*] +\S/;
const numbered = /^ *\d{1,9}[.)] +\S/;
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
 * brackets or asterisks in one paragraph, quotes in quotes in quotes. The work grows with the square
 * of such marks, so they are counted before any parser sees them.
 */
export function isTangled(source: string): boolean {
  if (deepQuote.test(source)) return true;
  let paragraph = { ...fresh };
  let fence = "";
  let list: { indent: number } | null = null;
  let afterBlank = true;
  for (const line of source.split(/\r\n|\r|\n/)) {
    // Only fences at the very margin: any other may end without saying so, with the list it is in.
    if (fence) {
      if (closes(line, fence)) fence = "";
      continue;
    }
    fence = /^(?:`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[0] ?? "";

    const indent = line.length - line.trimStart().length;
    const isItem =
      indent <= (list?.indent ?? -2) + 5 &&
      (bullet.test(line) || (numbered.test(line) && (list !== null || afterBlank)));
    const isBlank = blank.test(line);
    if (fence || isItem || isBlank) paragraph = { ...fresh };
    if (isItem) list = { indent };
    else if (afterBlank && !isBlank && indent === 0) list = null;
    afterBlank = isBlank;

    read(line, paragraph);
    if (isTooMuch(paragraph)) return true;
  }
  return false;
}

function closes(line: string, fence: string): boolean {
  return line.startsWith(fence) && /^[`~]*\s*$/.test(line.slice(fence.length));
}

function read(line: string, paragraph: Paragraph): void {
  const isQuoted = /^ *>/.test(line);
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
