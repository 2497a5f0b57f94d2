import type { Inputs, Outputs } from "@quoin/client";

export type Person = Outputs["user"]["list"]["items"][number];
export type PersonRole = Person["role"];
export type Counts = Outputs["user"]["counts"];
type Filter = Pick<Inputs["user"]["list"], "role" | "kind">;

interface Tab {
  readonly value: string;
  readonly label: string;
  readonly filter: Filter;
  /** How many stand behind it. */
  readonly count: (counts: Counts) => number;
}

export const roles: readonly PersonRole[] = ["reader", "author", "editor", "admin"];

/** Whom the list can be narrowed to. */
export const tabs: readonly Tab[] = [
  {
    value: "all",
    label: "All",
    filter: {},
    count: ({ reader, author, editor, admin, profile }) =>
      reader + author + editor + admin + profile,
  },
  { value: "admin", label: "Admins", filter: { role: "admin" }, count: ({ admin }) => admin },
  { value: "editor", label: "Editors", filter: { role: "editor" }, count: ({ editor }) => editor },
  { value: "author", label: "Authors", filter: { role: "author" }, count: ({ author }) => author },
  {
    value: "reader",
    label: "Readers",
    filter: { role: "reader", kind: "account" },
    count: ({ reader }) => reader,
  },
  {
    value: "suspended",
    label: "Suspended",
    filter: { kind: "suspended" },
    count: ({ suspended }) => suspended,
  },
  {
    value: "profile",
    label: "Profiles",
    filter: { kind: "profile" },
    count: ({ profile }) => profile,
  },
];

/** The tab that an address asks for; the first for one that there is not. */
export const tabOf = (value: string | undefined): Tab =>
  tabs.find((tab) => tab.value === value) ?? (tabs[0] as Tab);

/** When a suspension ends: the end of that day here; undefined when it lasts. */
export function endOf(date: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  return new Date(`${date}T23:59:59`);
}
