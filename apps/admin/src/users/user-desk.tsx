"use client";

import { api } from "@quoin/client/react";
import { Button, SkeletonRows, TabLinks } from "@quoin/ui";
import { toast } from "@quoin/ui/toast";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { CallFailure } from "../call-failure.tsx";
import { wordsOf } from "../failure.ts";
import { Hints } from "../frame/hints.tsx";
import { PageBar } from "../frame/page-bar.tsx";
import { roleName } from "../frame/places.ts";
import { useKeys } from "../keyboard/use-keys.ts";
import { withQuery } from "../list/address.ts";
import { DatePager } from "../list/date-pager.tsx";
import { FilterBox } from "../list/filter-box.tsx";
import { useConfirm } from "../list/use-confirm.tsx";
import { useRows } from "../list/use-rows.ts";
import { Nothing } from "../list/nothing.tsx";
import type { Calendar } from "../posts/when.ts";
import { actAs } from "./act-as.ts";
import { PersonRow } from "./person-row.tsx";
import { type Person, type PersonRole, tabOf, tabs } from "./tabs.ts";
import { ClaimForm, InviteForm, SuspendForm } from "./user-forms.tsx";

/** Everybody with an account, and the bylines that wait for theirs. */
export function UserDesk({
  tab,
  q,
  cursor,
  limit,
  selfId,
  calendar,
}: {
  tab: string;
  q: string | undefined;
  cursor: string | undefined;
  limit: number;
  selfId: string;
  calendar: Calendar;
}) {
  const utils = api.useUtils();
  const list = api.user.list.useQuery(
    { limit, ...tabOf(tab).filter, ...(q && { q }), ...(cursor && { cursor }) },
    { placeholderData: (before) => before },
  );
  const counts = api.user.counts.useQuery().data;
  const setRole = api.user.setRole.useMutation();
  const unban = api.user.unban.useMutation();
  const invite = api.user.invite.useMutation();
  const resetTwoFactor = api.user.resetTwoFactor.useMutation();
  const { ask, dialog } = useConfirm();
  const [inviting, setInviting] = useState(false);
  const [suspending, setSuspending] = useState<Person | null>(null);
  const [claiming, setClaiming] = useState<Person | null>(null);

  const people = list.data?.items ?? [];
  const rows = useRows(
    people.map(({ id }) => id),
    { select: false },
  );
  const renew = () => utils.user.invalidate();
  const failed = (error: unknown) => toast({ tone: "bad", message: wordsOf(error).full });

  async function changeRole(ids: string[], role: PersonRole, undoable: boolean) {
    try {
      const changed = await setRole.mutateAsync({ ids, role });
      await renew();
      const [one] = changed;
      if (!one) return;
      toast({
        message: undoable
          ? `${one.name} is ${article(role)} now`
          : `${one.name} is ${article(role)} again`,
        ...(undoable && { undo: { run: () => void changeRole(ids, one.previous, false) } }),
      });
    } catch (error) {
      failed(error);
    }
  }

  async function reinstate({ id, name }: Person) {
    try {
      await unban.mutateAsync({ ids: [id] });
      await renew();
      toast({ message: `${name} may sign in again` });
    } catch (error) {
      failed(error);
    }
  }

  async function inviteAgain({ id, name }: Person) {
    try {
      await invite.mutateAsync({ ids: [id] });
      toast({ message: `Another invitation to ${name} is on its way` });
    } catch (error) {
      await renew();
      failed(error);
    }
  }

  const acts = {
    setRole: (person: Person, role: PersonRole) => void changeRole([person.id], role, true),
    invite: (person: Person) => void inviteAgain(person),
    suspend: setSuspending,
    reinstate: (person: Person) => void reinstate(person),
    claim: setClaiming,
    actAs: ({ id, name }: Person) =>
      ask({
        title: `Act as ${name}?`,
        description:
          "You see what they see and do what they may, here and on the site, for an hour at the most. What you do is noted under both names. Their password, codes and keys stay out of reach.",
        confirmLabel: "Act as them",
        busyLabel: "Changing places",
        run: async () => {
          const refusal = await actAs(id);
          if (refusal !== null) toast({ tone: "bad", message: refusal });
        },
      }),
    resetCodes: ({ id, name }: Person) =>
      ask({
        title: `Reset the sign-in codes of ${name}?`,
        description:
          "For who has lost both the app and the recovery codes. They sign in without a code until they set up an app again, and are told by mail. Make sure that it is they who ask.",
        confirmLabel: "Reset codes",
        busyLabel: "Resetting",
        tone: "danger",
        run: async () => {
          await resetTwoFactor.mutateAsync({ ids: [id] });
          await renew();
          toast({ message: `${name} signs in without a code now` });
        },
      }),
  };

  useKeys({ i: { say: "Invite somebody", run: () => setInviting(true) } });

  const kept = { tab: tab === "all" ? undefined : tab, q };

  return (
    <>
      <PageBar title="Users">
        <Button onClick={() => setInviting(true)}>
          <Plus className="ic" aria-hidden />
          Invite <kbd aria-hidden="true">I</kbd>
        </Button>
      </PageBar>
      <main id="main" className="flush" tabIndex={-1}>
        <TabLinks
          as={Link}
          label="Users by role"
          items={tabs.map(({ value, label, count }) => ({
            href: withQuery("/users", { tab: value === "all" ? undefined : value, q }),
            label,
            current: value === tab,
            ...(counts && { count: count(counts).toLocaleString(calendar.locale) }),
          }))}
        />
        <div className="toolbar">
          <FilterBox
            label="Filter users"
            placeholder="Filter by name, handle or address"
            path="/users"
            q={q}
            keep={{ tab: kept.tab }}
          />
          <span className="push" />
          <span className="dim" role="status">
            {list.isFetching && !list.isPending ? "Fetching users" : ""}
          </span>
        </div>
        {list.isPending ? (
          <SkeletonRows rows={10} label="Loading users" />
        ) : list.isError ? (
          <CallFailure error={list.error} onRetry={() => void list.refetch()} />
        ) : people.length === 0 ? (
          <Nothing heading="Users" seed={`users ${tab}`} title="Nobody here">
            {q
              ? `Nobody’s name, handle or address contains “${q}”.`
              : "No account is of this kind."}
          </Nothing>
        ) : (
          <>
            <table className="tbl records">
              <caption className="vh">Users, newest first</caption>
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Role</th>
                  <th scope="col">State</th>
                  <th scope="col" className="num">
                    Posts
                  </th>
                  <th scope="col" className="num">
                    Joined
                  </th>
                  <th scope="col">
                    <span className="vh">What to do</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {people.map((person) => (
                  <PersonRow
                    key={person.id}
                    person={person}
                    isSelf={person.id === selfId}
                    rows={rows}
                    acts={acts}
                    calendar={calendar}
                  />
                ))}
              </tbody>
            </table>
            <DatePager
              path="/users"
              keep={kept}
              dates={people.map(({ createdAt }) => createdAt)}
              noun={["person", "people"]}
              total={q === undefined && counts ? tabOf(tab).count(counts) : undefined}
              newer={list.data.previousCursor}
              older={list.data.nextCursor}
              timeZone={calendar.timeZone}
              locale={calendar.locale}
            />
          </>
        )}
      </main>
      {dialog}
      <InviteForm open={inviting} onClose={() => setInviting(false)} onDone={renew} />
      <SuspendForm person={suspending} onClose={() => setSuspending(null)} onDone={renew} />
      <ClaimForm profile={claiming} onClose={() => setClaiming(null)} onDone={renew} />
      <Hints
        of={[
          [["j", "k"], "move"],
          [["i"], "invite"],
          [["/"], "filter"],
        ]}
      />
    </>
  );
}

const article = (role: PersonRole): string => {
  const name = roleName(role).toLowerCase();
  return /^[aeiou]/.test(name) ? `an ${name}` : `a ${name}`;
};
