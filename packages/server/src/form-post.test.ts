import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isFormPost } from "./form-post.ts";

const refusal = {
  success: false,
  error: "Something",
  fieldErrors: { body: "Write something here" },
  values: { body: "$$5 and more" },
};
const answers = [null, "$undefined", refusal, { success: true, message: "Saved." }];

/** Of answers that no page of ours sends back. */
const strange = [
  '["$F1"]',
  '[{"deep":"$@2"}]',
  '[{"__proto__":1}]',
  `[${"[".repeat(9_000)}${"]".repeat(9_000)}]`,
];

function formOf(fields: Readonly<Record<string, string | Blob>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

describe("with script", () => {
  const isTaken = (root: string | Blob) => isFormPost(formOf({ 0: root }), { scripted: true });

  test("a form alone or after any answer of ours is taken", () => {
    expect(isTaken('["$K1"]')).toBe(true);
    for (const before of answers)
      expect(isTaken(JSON.stringify([before, "$K1"])), JSON.stringify(before)).toBe(true);
  });

  test.for([
    "",
    "[1,2",
    "{}",
    "[]",
    "[null,null]",
    '[null,"$F1"]',
    '[null,"$K1","more"]',
    ...strange.map((before) => `${before.slice(0, -1)},"$K1"]`),
    new Blob(["[]"]),
  ])("%s is refused", (root) => {
    expect(isTaken(root)).toBe(false);
  });

  test("nothing at all is refused", () => {
    expect(isFormPost(new FormData(), { scripted: true })).toBe(false);
  });
});

describe("without script", () => {
  const sound = {
    $ACTION_REF_3: "",
    "$ACTION_3:0": '{"id":"60abcdef","bound":"$@1"}',
    "$ACTION_3:1": "[null]",
    $ACTION_KEY: "k1",
    email: "ada@example.org",
  };
  const isTaken = (fields: Readonly<Record<string, string | Blob>>) =>
    isFormPost(formOf(fields), { scripted: false });

  test("a form with any answer of ours before it is taken, as is one with none", () => {
    for (const before of answers)
      expect(isTaken({ ...sound, "$ACTION_3:1": JSON.stringify([before]) })).toBe(true);
    expect(isTaken({ $ACTION_ID_60abcdef: "" })).toBe(true);
    expect(isTaken({ email: "ada@example.org" })).toBe(true);
  });

  test.for(["", "garbage", "null", "{}", "[]", "[null,null]", ...strange, new Blob(["[null]"])])(
    "an answer of %s is refused",
    (before) => {
      expect(isTaken({ ...sound, "$ACTION_3:1": before })).toBe(false);
    },
  );

  test.for([
    "",
    "garbage",
    "null",
    '"$@1"',
    '{"id":"60abcdef"}',
    '{"id":"60abcdef","bound":null}',
    '{"id":"60abcdef","bound":"$@0"}',
    '{"id":"60abcdef","bound":"$@7"}',
    '{"id":"60abcdef","bound":"$F1"}',
    '{"id":"60abcdef","bound":"$@1","then":"$@1"}',
    '{"id":5,"bound":"$@1"}',
  ])("an action of %s is refused", (action) => {
    expect(isTaken({ ...sound, "$ACTION_3:0": action })).toBe(false);
  });

  test("what is missing or there twice is refused", () => {
    const { "$ACTION_3:1": _answer, ...without } = sound;
    expect(isTaken(without)).toBe(false);
    const twice = formOf(sound);
    twice.append("$ACTION_3:1", "[null]");
    expect(isFormPost(twice, { scripted: false })).toBe(false);
    expect(isTaken({ ...sound, $ACTION_REF_4: "" })).toBe(false);
  });
});

test("nothing that is sent makes it fail", () => {
  const isAnswered = (text: string, scripted: boolean) => {
    const form = formOf({ 0: text, $ACTION_REF_1: "", "$ACTION_1:0": text, "$ACTION_1:1": text });
    expect(isFormPost(form, { scripted })).toBeTypeOf("boolean");
  };
  fc.assert(fc.property(fc.string(), fc.boolean(), isAnswered));
  fc.assert(fc.property(fc.json(), fc.boolean(), isAnswered));
});
