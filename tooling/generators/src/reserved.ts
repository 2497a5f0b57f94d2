import { Refusal } from "./refusal.ts";
import type { Noun, Word } from "./words.ts";

// Words that would compile to something else, hide something built in, or read as SQL.

const keywords =
  "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield";

/** Words that are only sometimes keywords: fine for a field, misleading as the name of a type. */
const softKeywords =
  "abstract as async boolean constructor declare from get infer is keyof module namespace never number object of readonly require satisfies set string symbol type unique unknown using";

/** Global names that generated code uses, or that nobody expects to be ours. */
const globals =
  "any array buffer cache console date document element error event fetch file form global headers image iterator json key map math navigator node option partial pick process promise proxy range record reflect request required response screen selection storage text url weakmap window worker";

const sql =
  "all analyse analyze and any array as asc both case cast check collate column constraint create current default desc distinct do else end except false fetch for foreign from grant group having in initially intersect into lateral leading limit not null offset on only or order placing primary references returning select some symmetric table then to trailing true union unique user using variadic when where window with";

const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));
const reservedInCode = new Set([...words(keywords), ...words(softKeywords), ...words(globals)]);
const reservedInSql = words(sql);

/** Names that the parts around every record use for themselves. */
const ours = words(
  "api base column columns ctx cursor db draft drafts id ids input limit list lists model output page pages policy root router row rows schema service settings setting table tables test tests tx",
);

/** Columns that every table has, and words that every input or every object has. */
const takenByRecords = words(
  "author authorId constructor createdAt cursor hasOwnProperty id ids items limit prototype toString updatedAt valueOf",
);

/** Refuses a noun that TypeScript, SQL or the house uses for something else. */
export function requireFreeNoun({ one, many }: Noun): void {
  for (const { camel, spoken } of [one, many]) {
    const lower = camel.toLowerCase();
    if (reservedInCode.has(lower) || reservedInSql.has(lower))
      throw new Refusal(`“${spoken}” means something to TypeScript or to SQL; choose another noun`);
    if (ours.has(lower))
      throw new Refusal(`“${spoken}” is a word of the code around it; choose a more exact noun`);
  }
}

/** Refuses the name of a field that cannot stand beside those that every record has. */
export function requireFreeField(field: Word): void {
  if (takenByRecords.has(field.camel))
    throw new Refusal(`“${field.camel}” is there already, or cannot be a field; choose another`);
  if (words(keywords).has(field.camel) || reservedInSql.has(field.snake))
    throw new Refusal(
      `“${field.camel}” means something to TypeScript or to SQL; choose another name for the field`,
    );
}

/** Refuses the name of a procedure that could not be called as `api.feature.name`. */
export function requireFreeProcedure(name: Word): void {
  const tricks = words(
    "apply bind call caller constructor createcaller hasownproperty name prototype then tostring valueof",
  );
  // The service has a function of that name.
  if (tricks.has(name.camel.toLowerCase()) || words(keywords).has(name.camel))
    throw new Refusal(`“${name.camel}” cannot be the name of a procedure; choose another verb`);
}
