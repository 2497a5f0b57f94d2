"use client";

import { Keys } from "@quoin/ui/label";
import { keycaps } from "./key-map.ts";
import { useIsMac } from "./use-keys.ts";

/** A binding as the keys of the keyboard at hand. */
export function KeyCaps({ of }: { of: string }) {
  return <Keys of={keycaps(of, useIsMac())} />;
}
