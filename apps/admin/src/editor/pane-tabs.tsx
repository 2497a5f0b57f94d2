import { Eye, ListChecks, PenLine, Settings2 } from "lucide-react";
import type { View } from "./format-bar.tsx";

/** On a narrow screen the panel's parts are views of their own. */
export type Pane = "write" | "settings" | "checks";

/** Leads from one part of the editor to another where there is room for one alone. */
export function PaneTabs({
  pane,
  view,
  left,
  onPane,
}: {
  pane: Pane;
  view: View;
  /** How many checks do not pass yet. */
  left: number;
  onPane: (pane: Pane, view?: View) => void;
}) {
  return (
    <nav className="ed-tabs only-md" aria-label="Editor views">
      <button
        type="button"
        aria-current={pane === "write" && view !== "preview" ? "true" : undefined}
        onClick={() => onPane("write", "write")}
      >
        <PenLine className="ic" aria-hidden />
        Write
      </button>
      <button
        type="button"
        aria-current={pane === "write" && view === "preview" ? "true" : undefined}
        onClick={() => onPane("write", "preview")}
      >
        <Eye className="ic" aria-hidden />
        Preview
      </button>
      <button
        type="button"
        aria-current={pane === "settings" ? "true" : undefined}
        onClick={() => onPane("settings")}
      >
        <Settings2 className="ic" aria-hidden />
        Settings
      </button>
      <button
        type="button"
        aria-current={pane === "checks" ? "true" : undefined}
        onClick={() => onPane("checks")}
      >
        <ListChecks className="ic" aria-hidden />
        Checks
        {left > 0 && <i>{left}</i>}
      </button>
    </nav>
  );
}
