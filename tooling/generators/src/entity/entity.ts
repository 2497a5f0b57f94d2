import { type Field, fieldsOf, isReference, labelOf, type Reference } from "../fields.ts";
import { type Noun, nounOf } from "../words.ts";

/** An entity as every template sees it. */
export interface Entity {
  readonly noun: Noun;
  readonly fields: readonly Field[];
  /** What a record is called by. */
  readonly label: Field;
  readonly references: readonly Reference[];
}

export function entityOf(name: string, fields: string): Entity {
  const noun = nounOf(name);
  const read = fieldsOf(fields);
  return { noun, fields: read, label: labelOf(read), references: read.filter(isReference) };
}

/** As long as a line of text may be: what the column holds and what the input lets in. */
export const LINE = 200;
/** As much as one Markdown field takes in, in characters. */
export const PROSE = "20_000";
