"use client";

import { api } from "@quoin/client/react";
import { Avatar } from "@quoin/ui/label";
import { Mark } from "@quoin/ui/mark";
import { ThemeSwitch } from "@quoin/ui/theme-switch";
import { LogOut, Search } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { signOut } from "../identity/actions.ts";
import { KeyCaps } from "../keyboard/key-caps.tsx";
import { PlaceIcon } from "./place-icon.tsx";
import { isAt, type Place, roleName, type Role } from "./places.ts";

export interface Person {
  readonly name: string;
  readonly role: Role;
}

/** Where one can go, who one is, and how many posts and comments there are. */
export function Rail({
  title,
  person,
  places,
  onFind,
}: {
  title: string;
  person: Person;
  places: readonly Place[];
  onFind: () => void;
}) {
  const path = usePathname();
  const counts = useCounts(places);

  // On a phone the rail lies over the page it has just led to.
  useEffect(() => {
    const rail = document.getElementById("rail");
    if (path && rail?.matches(":popover-open")) rail.hidePopover();
  }, [path]);

  const list = (group: Place["group"]) => (
    <ul>
      {places
        .filter((place) => place.group === group)
        .map((place) => {
          const count = counts[place.href];
          return (
            <li key={place.href}>
              <Link href={place.href} aria-current={isAt(place, path) ? "page" : undefined}>
                <PlaceIcon name={place.icon} />
                <span>{place.name}</span>
                {count !== undefined && <i>{count.toLocaleString("en-GB")}</i>}
                <kbd aria-hidden="true">G {place.key.toUpperCase()}</kbd>
              </Link>
            </li>
          );
        })}
    </ul>
  );

  return (
    <aside className="ad-side" id="rail" popover="auto" aria-label="Newsroom">
      <Link className="ad-pub" href="/">
        <Mark />
        <span>{title}</span>
      </Link>
      <button type="button" className="ad-cmd needs-script" onClick={onFind}>
        <Search className="ic" aria-hidden />
        <span>Find or do</span>
        <KeyCaps of="mod+k" />
      </button>
      <nav aria-label="Main">
        {list("desk")}
        {places.some(({ group }) => group === "machine") && (
          <>
            <p className="ad-lab">Machine room</p>
            {list("machine")}
          </>
        )}
      </nav>
      <div className="ad-me">
        <Avatar name={person.name} />
        <p>
          <Link href="/account">
            <b>{person.name}</b>
          </Link>
          <span>{roleName(person.role)}</span>
        </p>
        <ThemeSwitch look="icon" />
        <form action={signOut}>
          <button type="submit" className="iconbtn" aria-label="Sign out" title="Sign out">
            <LogOut className="ic" aria-hidden />
          </button>
        </form>
      </div>
    </aside>
  );
}

/** Figures by the address of their place. Only what is really counted has one. */
function useCounts(places: readonly Place[]): Readonly<Record<string, number | undefined>> {
  const moderates = places.some(({ href }) => href === "/comments");
  const posts = api.post.counts.useQuery();
  const comments = api.comment.counts.useQuery(undefined, { enabled: moderates });
  return {
    "/posts": posts.data && Object.values(posts.data).reduce((sum, count) => sum + count, 0),
    "/comments": comments.data?.pending,
  };
}
