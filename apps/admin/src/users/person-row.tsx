"use client";

import { Badge, formatDate } from "@quoin/ui";
import { Menu, type MenuItem } from "@quoin/ui/menu";
import { MoreHorizontal } from "lucide-react";
import { roleName } from "../frame/places.ts";
import type { Rows } from "../list/use-rows.ts";
import type { Calendar } from "../posts/when.ts";
import { type Person, type PersonRole, roles } from "./tabs.ts";

export interface PersonActs {
  readonly setRole: (person: Person, role: PersonRole) => void;
  readonly invite: (person: Person) => void;
  readonly suspend: (person: Person) => void;
  readonly reinstate: (person: Person) => void;
  readonly claim: (person: Person) => void;
  readonly actAs: (person: Person) => void;
  readonly resetCodes: (person: Person) => void;
}

/** A person's line: who they are, what they may do, what they have written. */
export function PersonRow({
  person,
  isSelf,
  rows,
  acts,
  calendar,
}: {
  person: Person;
  isSelf: boolean;
  rows: Rows;
  acts: PersonActs;
  calendar: Calendar;
}) {
  const { id, name, email, handle, role, isProfile, banned, banReason, banExpires } = person;
  return (
    <tr
      {...rows.rowProps(id)}
      className={`r-two has-acts ${rows.rowProps(id).className ?? ""} ${banned ? "is-off" : ""}`}
    >
      <td className="r-name">
        {name} {isSelf && <Badge>You</Badge>}
        <small>{isProfile ? `@${handle}` : email}</small>
      </td>
      <td>{isProfile ? <Badge tone="brass">Profile</Badge> : roleName(role)}</td>
      <td className={`r-wide dim ${banned ? "" : "r-none"}`}>
        {banned ? (
          <>
            <Badge tone="madder">Suspended</Badge>{" "}
            {banExpires ? `until ${formatDate(banExpires, "day", calendar)}` : "for good"}
            {banReason && `: ${banReason}`}
          </>
        ) : isProfile ? (
          "A byline without an account"
        ) : person.emailVerified ? (
          ""
        ) : (
          <Badge>Invited</Badge>
        )}
      </td>
      <td className="num" data-label={person.postCount === 1 ? "post" : "posts"}>
        {person.postCount.toLocaleString(calendar.locale)}
      </td>
      <td className="num dim">{formatDate(person.createdAt, "day", calendar)}</td>
      <td className="r-acts">
        {!isSelf && (
          <Menu
            trigger={<MoreHorizontal className="ic" aria-hidden />}
            label={`What to do with ${name}`}
            items={itemsFor(person, acts)}
          />
        )}
      </td>
    </tr>
  );
}

function itemsFor(person: Person, acts: PersonActs): MenuItem[] {
  if (person.isProfile)
    return [{ id: "claim", label: "Give to an account", onSelect: () => acts.claim(person) }];
  return [
    ...roles
      .filter((role) => role !== person.role)
      .map((role) => ({
        id: role,
        label: `Make ${roleName(role).toLowerCase()}`,
        onSelect: () => acts.setRole(person, role),
      })),
    ...(!person.emailVerified && !person.banned
      ? [
          {
            id: "invite",
            label: "Send invitation again",
            divided: true,
            onSelect: () => acts.invite(person),
          },
        ]
      : []),
    ...(person.role !== "admin" && !person.banned
      ? [
          {
            id: "act-as",
            label: "Act as them",
            divided: true,
            onSelect: () => acts.actAs(person),
          },
        ]
      : []),
    ...(person.twoFactor
      ? [
          {
            id: "reset-codes",
            label: "Reset sign-in codes",
            divided: true,
            onSelect: () => acts.resetCodes(person),
          },
        ]
      : []),
    person.banned
      ? {
          id: "reinstate",
          label: "Let back in",
          divided: true,
          onSelect: () => acts.reinstate(person),
        }
      : {
          id: "suspend",
          label: "Suspend",
          danger: true,
          divided: true,
          onSelect: () => acts.suspend(person),
        },
  ];
}
