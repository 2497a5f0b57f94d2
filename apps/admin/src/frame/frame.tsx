"use client";

import { Toaster } from "@quoin/ui/toaster";
import { undoLatest } from "@quoin/ui/toast";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { KeyList } from "../keyboard/key-list.tsx";
import { press } from "../keyboard/keyboard.ts";
import { useKeys } from "../keyboard/use-keys.ts";
import { Palette } from "./palette.tsx";
import type { Place } from "./places.ts";
import { type Person, Rail } from "./rail.tsx";

/** What stands around every page of the newsroom: rail, keys, palette, messages. */
export function Frame({
  title,
  site,
  person,
  places,
  children,
}: {
  title: string;
  /** Where readers find the publication. */
  site: string;
  person: Person;
  places: readonly Place[];
  children: ReactNode;
}) {
  const router = useRouter();
  const [finding, setFinding] = useState(false);
  const [listing, setListing] = useState(false);

  useEffect(() => {
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);

  const find = () => setFinding(true);
  useKeys({
    "mod+k": { say: "Find or do", group: "Anywhere", run: find },
    n: { say: "New post", group: "Anywhere", run: () => router.push("/posts/new") },
    z: { say: "Undo what a message offers", group: "Anywhere", run: () => void undoLatest() },
    "?": { say: "All keys", group: "Anywhere", run: () => setListing(true) },
    ...Object.fromEntries(
      places.map(({ key, name, href }) => [
        `g ${key}`,
        { say: name, group: "Go to", run: () => router.push(href) },
      ]),
    ),
  });

  return (
    <>
      <div className="ad">
        <Rail title={title} person={person} places={places} onFind={find} />
        <div className="ad-main">{children}</div>
      </div>
      <Palette
        open={finding}
        onClose={() => setFinding(false)}
        onKeys={() => setListing(true)}
        places={places}
        site={site}
      />
      <KeyList open={listing} onClose={() => setListing(false)} />
      <Toaster undoKey="Z" />
    </>
  );
}
