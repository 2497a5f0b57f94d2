"use client";

import { Tag } from "@quoin/ui/label";
import { type KeyboardEvent, useId, useState } from "react";

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly note?: string;
}

/**
 * Several of many: what is picked stands as tags before a field that suggests. `onTyped` is told what
 * was typed, and gives back suggestions as `choices`. With `onNew` anything typed can be picked.
 */
export function PickField({
  id: given,
  label,
  placeholder,
  picked,
  choices,
  typed,
  onTyped,
  onPick,
  onNew,
  onRemove,
  hint,
}: {
  id?: string;
  label: string;
  placeholder: string;
  picked: readonly Choice[];
  choices: readonly Choice[];
  typed: string;
  onTyped: (text: string) => void;
  onPick: (choice: Choice) => void;
  onNew?: (text: string) => void;
  onRemove: (choice: Choice) => void;
  hint?: string | undefined;
}) {
  const made = useId();
  const id = given ?? made;
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const wanted = typed.trim();
  const left = choices.filter((choice) => picked.every((one) => one.id !== choice.id));
  const isNew =
    onNew !== undefined &&
    wanted !== "" &&
    [...left, ...picked].every((one) => one.label.toLowerCase() !== wanted.toLowerCase());
  const lines: readonly Choice[] = isNew
    ? [...left, { id: "\u0000new", label: `Add “${wanted}”` }]
    : left;
  const shown = open && lines.length > 0;
  const current = Math.min(at, lines.length - 1);

  function pick(choice: Choice | undefined) {
    if (choice && choice.id !== "\u0000new") onPick(choice);
    else if (onNew && wanted !== "") onNew(wanted);
    else return;
    onTyped("");
    setAt(-1);
  }

  function press(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      const by = event.key === "ArrowDown" ? 1 : -1;
      setAt((current + by + lines.length) % Math.max(lines.length, 1));
    } else if (event.key === "Enter" || (event.key === "," && onNew)) {
      event.preventDefault();
      if (current >= 0) pick(lines[current]);
      else if (onNew) pick(left.find((one) => one.label.toLowerCase() === wanted.toLowerCase()));
      else pick(lines[0]);
    } else if (event.key === "Escape" && shown) {
      event.stopPropagation();
      setOpen(false);
    } else if (event.key === "Backspace" && typed === "") {
      const last = picked.at(-1);
      if (last) onRemove(last);
    }
  }

  return (
    <div className="field pick-field">
      <label htmlFor={id}>{label}</label>
      <div className="input tagbox">
        {picked.map((choice) => (
          <Tag key={choice.id} onRemove={() => onRemove(choice)}>
            {choice.label}
          </Tag>
        ))}
        <input
          id={id}
          role="combobox"
          aria-expanded={shown}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={shown && current >= 0 ? `${id}-${current}` : undefined}
          aria-describedby={hint ? `${id}-hint` : undefined}
          autoComplete="off"
          maxLength={100}
          placeholder={placeholder}
          value={typed}
          onChange={(event) => {
            onTyped(event.currentTarget.value);
            setOpen(true);
            setAt(-1);
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => {
            setOpen(false);
            // Somebody who types a tag and goes on means it.
            if (onNew && wanted !== "")
              pick(left.find((one) => one.label.toLowerCase() === wanted.toLowerCase()));
          }}
          onKeyDown={press}
        />
      </div>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={`${label}, suggested`}
        hidden={!shown}
        className="menu"
      >
        {shown &&
          lines.map((choice, index) => (
            // The field keeps the focus and moves the choice.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- see above
            <div
              key={choice.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === current}
              className="mi"
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => pick(choice)}
            >
              <span>{choice.label}</span>
              {choice.note && <small>{choice.note}</small>}
            </div>
          ))}
      </div>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
