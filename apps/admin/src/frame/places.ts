import type { Outputs } from "@quoin/client";

export type Role = NonNullable<Outputs["user"]["me"]>["role"];

const ranks: Record<Role, number> = { reader: 0, author: 1, editor: 2, admin: 3 };

/** True when `role` may do what `atLeast` may. The API decides; this only chooses what to show. */
export const mayActAs = (role: Role, atLeast: Role): boolean => ranks[role] >= ranks[atLeast];

export type PlaceIcon =
  | "dashboard"
  | "posts"
  | "comments"
  | "categories"
  | "tags"
  | "users"
  | "keys"
  | "outbox"
  | "audit"
  | "settings";

/** A page of the newsroom that the rail and the palette lead to. */
export interface Place {
  readonly href: string;
  readonly name: string;
  /** After `G`, this key goes there. */
  readonly key: string;
  readonly icon: PlaceIcon;
  readonly group: "desk" | "machine";
  /** The least role that the page is for. */
  readonly role: Role;
}

export const places: readonly Place[] = [
  { href: "/", name: "Dashboard", key: "d", icon: "dashboard", group: "desk", role: "author" },
  { href: "/posts", name: "Posts", key: "p", icon: "posts", group: "desk", role: "author" },
  {
    href: "/comments",
    name: "Comments",
    key: "c",
    icon: "comments",
    group: "desk",
    role: "editor",
  },
  {
    href: "/categories",
    name: "Categories",
    key: "s",
    icon: "categories",
    group: "desk",
    role: "editor",
  },
  { href: "/tags", name: "Tags", key: "t", icon: "tags", group: "desk", role: "editor" },
  { href: "/users", name: "Users", key: "u", icon: "users", group: "machine", role: "admin" },
  { href: "/keys", name: "Keys", key: "k", icon: "keys", group: "machine", role: "author" },
  { href: "/outbox", name: "Outbox", key: "o", icon: "outbox", group: "machine", role: "admin" },
  { href: "/audit", name: "Audit log", key: "a", icon: "audit", group: "machine", role: "admin" },
  {
    href: "/settings",
    name: "Settings",
    key: ",",
    icon: "settings",
    group: "machine",
    role: "admin",
  },
];

/** The pages for somebody of this role, in the order of the rail. */
export const placesFor = (role: Role): Place[] =>
  places.filter((place) => mayActAs(role, place.role));

/** Whether `path` is this place or a page below it. */
export const isAt = (place: Pick<Place, "href">, path: string): boolean =>
  place.href === "/" ? path === "/" : path === place.href || path.startsWith(`${place.href}/`);

const roleNames: Record<Role, string> = {
  reader: "Reader",
  author: "Author",
  editor: "Editor",
  admin: "Admin",
};
export const roleName = (role: Role): string => roleNames[role];
