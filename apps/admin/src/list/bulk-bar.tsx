"use client";

import { Kbd } from "@quoin/ui/label";
import type { ReactNode } from "react";

/** What can be done with the chosen rows, at the foot of the screen. Children are buttons. */
export function BulkBar({
  count,
  onClear,
  children,
}: {
  count: number;
  onClear: () => void;
  children: ReactNode;
}) {
  return (
    <>
      <output className="vh">{count === 0 ? "" : `${count} selected`}</output>
      {count > 0 && (
        <div className="bulk" role="toolbar" aria-label="With the selected rows">
          <b>{count} selected</b>
          <span className="bulk-sep" />
          {children}
          <span className="bulk-sep" />
          <button type="button" onClick={onClear}>
            Clear <Kbd>Esc</Kbd>
          </button>
        </div>
      )}
    </>
  );
}
