"use client";

import { useEffect } from "react";

/** Where the choice is kept; single keys must be possible to switch off. */
export const searchKeyStore = "search-key";

/** The key `/` goes to the search field, from anywhere that is not a field itself. */
export function SearchKey() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      const { target } = event;
      if (
        target instanceof HTMLElement &&
        target.closest("input, textarea, select, [contenteditable]")
      )
        return;
      if (localStorage.getItem(searchKeyStore) === "off") return;
      const field = [...document.querySelectorAll<HTMLInputElement>("input[type=search]")].find(
        (input) => input.checkVisibility(),
      );
      if (!field) return;
      event.preventDefault();
      field.focus();
      field.select();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return null;
}
