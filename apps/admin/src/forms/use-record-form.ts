"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { wordsOf } from "../failure.ts";
import { newCallKey } from "./done-once.ts";
import { type Checker, errorsOf, type FieldErrors, refusedFields } from "./issues.ts";

export interface RecordForm {
  readonly busy: boolean;
  /** What the whole form has to say; null while nothing is wrong. */
  readonly failure: string | null;
  readonly errors: FieldErrors;
  /** Checks a draft with the API's own schema, then sends it. True when it was taken. */
  readonly submit: (draft: unknown) => Promise<boolean>;
  /** Forgets what was wrong. */
  readonly reset: () => void;
  /** Give it to the `<form>`: the first wrong field gets the focus. */
  readonly attach: (form: HTMLFormElement | null) => void;
}

const mended = "Something below needs another look.";

/**
 * A form over one call. What was typed stays in the fields, whatever the answer. `send` is given a key for
 * calls that make something: the same one for as long as the same thing is sent without an answer.
 */
export function useRecordForm<Value>(
  schema: Checker<Value>,
  send: (value: Value, key: string) => Promise<unknown>,
): RecordForm {
  const element = useRef<HTMLFormElement>(null);
  const attach = useCallback((form: HTMLFormElement | null) => {
    element.current = form;
  }, []);
  const unanswered = useRef<{ text: string; key: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [errors, setErrors] = useState<FieldErrors>({});

  useEffect(() => {
    if (Object.keys(errors).length > 0)
      element.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [errors]);

  function refuse(found: FieldErrors, words: string) {
    setErrors(found);
    setFailure(Object.keys(found).some((field) => field !== "") ? mended : words);
  }

  async function submit(draft: unknown): Promise<boolean> {
    if (busy) return false;
    const parsed = schema.safeParse(draft);
    if (!parsed.success) {
      const found = errorsOf(parsed.error.issues);
      refuse(found, found[""] ?? mended);
      return false;
    }
    setBusy(true);
    setErrors({});
    setFailure(null);
    try {
      const text = JSON.stringify(parsed.data);
      if (unanswered.current?.text !== text) unanswered.current = { text, key: newCallKey() };
      await send(parsed.data, unanswered.current.key);
      unanswered.current = null;
      return true;
    } catch (error) {
      // The sentence about the whole stays in sight when its field is not on this form.
      setErrors(refusedFields(error));
      setFailure(wordsOf(error).full);
      return false;
    } finally {
      setBusy(false);
    }
  }

  function reset() {
    setErrors({});
    setFailure(null);
  }

  return { busy, failure, errors, submit, reset, attach };
}
