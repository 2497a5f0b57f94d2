"use client";

import { useSyncExternalStore } from "react";
import { searchKeyStore } from "../frame/search-key.tsx";

const changed = "quoin:search-key";

function subscribe(listener: () => void) {
  window.addEventListener(changed, listener);
  window.addEventListener("storage", listener);
  return () => {
    window.removeEventListener(changed, listener);
    window.removeEventListener("storage", listener);
  };
}

const isOn = () => localStorage.getItem(searchKeyStore) !== "off";

/** Switches the key `/` off, for those who speak to their browser or rest a hand on the keys. */
export function SearchKeySwitch() {
  const on = useSyncExternalStore(subscribe, isOn, () => true);
  return (
    <label className="check needs-script">
      <input
        type="checkbox"
        checked={on}
        onChange={(event) => {
          localStorage.setItem(searchKeyStore, event.target.checked ? "on" : "off");
          window.dispatchEvent(new Event(changed));
        }}
      />
      <span>
        The key <kbd>/</kbd> goes to the search field
      </span>
    </label>
  );
}
