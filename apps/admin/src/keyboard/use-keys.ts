"use client";

import { useEffect, useRef, useSyncExternalStore } from "react";
import { addKeys, type KeyActs, keyStore, singleKeys } from "./keyboard.ts";

/**
 * Gives keys a meaning while the component is on the page:
 * `useKeys({ n: { say: "New post", run } })`. What they do may change with every render.
 */
export function useKeys(acts: KeyActs): void {
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  const names = Object.entries(acts)
    .map(([binding, { say, group, hidden }]) =>
      [binding, say, group ?? "", hidden ? "1" : ""].join("\t"),
    )
    .join("\n");
  useEffect(() => {
    const layer: KeyActs = Object.fromEntries(
      names
        .split("\n")
        .filter(Boolean)
        .map((line) => {
          const [binding = "", say = "", group = "", hidden = ""] = line.split("\t");
          const run = () => latest.current[binding]?.run();
          return [binding, { say, run, hidden: hidden === "1", ...(group && { group }) }];
        }),
    );
    return addKeys(layer);
  }, [names]);
}

const onServer = { layers: [] as readonly KeyActs[], pending: [] as readonly string[] };

export const useKeyLayers = () =>
  useSyncExternalStore(keyStore.subscribe, keyStore.layers, () => onServer.layers);

export const usePendingKeys = () =>
  useSyncExternalStore(keyStore.subscribe, keyStore.pending, () => onServer.pending);

export const useSingleKeys = () =>
  useSyncExternalStore(keyStore.subscribe, singleKeys.on, () => true);

const never = () => () => {};
const isMac = () => /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Whether the keyboard at hand says ⌘. The server does not know and says Ctrl. */
export const useIsMac = () => useSyncExternalStore(never, isMac, () => false);
