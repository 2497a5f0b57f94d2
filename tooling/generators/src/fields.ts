import { Refusal } from "./refusal.ts";
import { requireFreeField } from "./reserved.ts";
import { type Noun, nounOf, type Word, wordOf } from "./words.ts";

export const fieldTypes = ["text", "markdown", "integer", "boolean", "date", "reference"] as const;
export type FieldType = (typeof fieldTypes)[number];

export interface Field {
  readonly type: FieldType;
  /** In code and in inputs: `dueOn`, and of a reference `postId`. */
  readonly name: Word;
  readonly required: boolean;
  /** What a reference points at. */
  readonly target?: Noun;
}

export interface Reference extends Field {
  readonly type: "reference";
  readonly target: Noun;
}

export const isReference = (field: Field): field is Reference => field.target !== undefined;

const MAX_FIELDS = 20;

/**
 * Reads `title:text, note?:markdown, post:reference, editor:reference:user`: a name, a question mark when it
 * may be left out, a type, and what a reference points at when its name does not say so.
 *
 * The first required text is what a record is called, so there must be one.
 */
export function fieldsOf(given: string): Field[] {
  const fields = given
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map(fieldOf);
  if (fields.length > MAX_FIELDS) throw new Refusal(`At most ${MAX_FIELDS} fields`);
  const twice = fields.find(({ name }, at) =>
    fields.slice(0, at).some((other) => other.name.camel === name.camel),
  );
  if (twice) throw new Refusal(`The field “${twice.name.camel}” is there twice`);
  labelOf(fields);
  return fields;
}

/** The field that says what a record is called. */
export function labelOf(fields: readonly Field[]): Field {
  const label = fields.find(({ type, required }) => type === "text" && required);
  if (!label)
    throw new Refusal(
      "Give it a required text, such as name:text or title:text: it is what a record is called",
    );
  return label;
}

function fieldOf(part: string): Field {
  const [givenName = "", type = "", target, ...more] = part.split(":").map((text) => text.trim());
  const required = !givenName.endsWith("?");
  const name = wordOf("field", required ? givenName : givenName.slice(0, -1));
  const known = fieldTypes.find((each) => each === type);
  if (!known || more.length > 0)
    throw new Refusal(
      `“${name.camel}” needs a type, as in ${name.kebab}:text; the types are ${fieldTypes.join(", ")}`,
    );
  requireFreeField(name);
  if (known !== "reference") {
    if (target !== undefined)
      throw new Refusal(`Only a reference points at something; “${name.camel}” is ${known}`);
    return { type: known, name, required };
  }
  const noun = nounOf(target ?? name.kebab);
  return { type: known, name: wordOf("field", `${name.kebab}-id`), required, target: noun };
}
