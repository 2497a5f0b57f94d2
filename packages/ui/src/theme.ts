export type Theme = "auto" | "light" | "dark";

/** The cookie that keeps a person's choice; absent means "auto". Shared by web and admin. */
export const themeCookie = "theme";

/**
 * Emit this as one inline script at the top of `<head>`. It puts the kept choice on
 * `<html data-theme>` before the first paint; pages come from a cache that knows no
 * cookies, so the server cannot. It never changes, so neither does its CSP hash.
 */
export const themeScript = `{const t=/(?:^|; )${themeCookie}=(light|dark)(?:;|$)/.exec(document.cookie);if(t)document.documentElement.dataset.theme=t[1]}`;

/** Reads a choice from a cookie's value; anything unknown is "auto". */
export function parseTheme(value: string | undefined): Theme {
  return value === "light" || value === "dark" ? value : "auto";
}
