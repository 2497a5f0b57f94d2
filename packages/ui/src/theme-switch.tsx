"use client";

import { useSyncExternalStore } from "react";
import { Icon } from "./icon.tsx";
import { Segmented } from "./segmented.tsx";
import { parseTheme, themeCookie, type Theme } from "./theme.ts";

const year = 60 * 60 * 24 * 365;

/** `data-theme` on the root is the one place that knows the choice; two switches agree. */
function subscribe(changed: () => void) {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}

const current = (): Theme => parseTheme(document.documentElement.dataset["theme"]);
const onServer = (): Theme => "auto";

function choose(theme: Theme) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  if (theme === "auto") {
    delete document.documentElement.dataset["theme"];
    document.cookie = `${themeCookie}=; path=/; max-age=0; samesite=lax${secure}`;
    return;
  }
  document.documentElement.dataset["theme"] = theme;
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=${year}; samesite=lax${secure}`;
}

const options = [
  { value: "auto", label: "Auto" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

const next: Record<Theme, Theme> = { auto: "light", light: "dark", dark: "auto" };
const icons = { auto: "contrast", light: "sun", dark: "moon" } as const;

/** Auto, light or dark: three words in a row, or one icon that steps through them. */
export function ThemeSwitch({ look = "words" }: { look?: "words" | "icon" }) {
  const theme = useSyncExternalStore(subscribe, current, onServer);
  if (look === "icon") {
    return (
      <button
        type="button"
        className="iconbtn needs-script"
        aria-label={`Theme: ${theme}. Switch to ${next[theme]}`}
        onClick={() => choose(next[theme])}
      >
        <Icon name={icons[theme]} />
      </button>
    );
  }
  return (
    <Segmented
      label="Theme"
      className="needs-script"
      options={options}
      value={theme}
      onChange={choose}
    />
  );
}
