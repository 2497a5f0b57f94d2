"use client";

import { Fragment } from "react";
import { KeyCaps } from "../keyboard/key-caps.tsx";
import { usePendingKeys, useSingleKeys } from "../keyboard/use-keys.ts";

/**
 * The strip at the foot that teaches the keys of a page: `["j", "k"], "move"`. Last child of a page;
 * hidden on phones, and from screen readers, for whom `?` lists the same.
 */
export function Hints({
  of,
}: {
  of: readonly (readonly [bindings: readonly string[], say: string])[];
}) {
  const pending = usePendingKeys();
  const on = useSingleKeys();
  return (
    <footer className="ad-hints" aria-hidden="true">
      {pending.length > 0 ? (
        <span>
          <KeyCaps of={pending.join(" ")} />
          then a letter
        </span>
      ) : (
        on &&
        of.map(([bindings, say]) => (
          <span key={say}>
            {bindings.map((binding) => (
              <Fragment key={binding}>
                <KeyCaps of={binding} />
              </Fragment>
            ))}
            {say}
          </span>
        ))
      )}
      <span className="push" />
      {on ? (
        <span>
          <KeyCaps of="?" />
          all keys
        </span>
      ) : (
        <span>
          <KeyCaps of="mod+k" />
          find or do
        </span>
      )}
    </footer>
  );
}
