"use client";

import { useEffect, useRef } from "react";

/** The checkbox of a row, or of the head: `some` shows a bar. */
export function SelectBox({
  label,
  checked,
  some = false,
  onChange,
}: {
  label: string;
  checked: boolean;
  some?: boolean;
  onChange: () => void;
}) {
  const ref = useRef<HTMLInputElement>(null);
  const drawn = useRef<{ checked: boolean; onChange: () => void } | null>({ checked, onChange });
  // A tick that was set before the page's script ran counts as well.
  useEffect(() => {
    const first = drawn.current;
    drawn.current = null;
    if (first && ref.current && ref.current.checked !== first.checked) first.onChange();
  }, []);
  useEffect(() => {
    if (ref.current) ref.current.indeterminate = some && !checked;
  }, [some, checked]);
  return (
    <input
      ref={ref}
      type="checkbox"
      aria-label={label}
      className={some && !checked ? "mixed" : undefined}
      checked={checked}
      onChange={onChange}
    />
  );
}
