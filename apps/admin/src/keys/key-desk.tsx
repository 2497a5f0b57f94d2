"use client";

import type { Outputs } from "@quoin/client";
import { api } from "@quoin/client/react";
import { Badge, Button, SkeletonRows, TabLinks } from "@quoin/ui";
import { RelativeTime } from "@quoin/ui/relative-time";
import { FormMessage } from "@quoin/ui/form-message";
import { formatDate } from "@quoin/ui/date-format";
import { toast } from "@quoin/ui/toast";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { CallFailure } from "../call-failure.tsx";
import { Hints } from "../frame/hints.tsx";
import { PageBar } from "../frame/page-bar.tsx";
import { roleName } from "../frame/places.ts";
import { useKeys } from "../keyboard/use-keys.ts";
import { DatePager } from "../list/date-pager.tsx";
import { useConfirm } from "../list/use-confirm.tsx";
import { useRows } from "../list/use-rows.ts";
import type { Calendar } from "../posts/when.ts";
import { Nothing } from "../list/nothing.tsx";
import type { PersonRole } from "../users/tabs.ts";
import { KeyForm, NewKeyDialog } from "./key-forms.tsx";
import { describeScopes } from "./scopes.ts";
import { stateOf } from "./state.ts";

type Key = Outputs["key"]["list"]["items"][number];
type Made = Outputs["key"]["create"];

/** Keys for machines: one's own, and for admins everyone's. */
export function KeyDesk({
  all,
  cursor,
  limit,
  role,
  acting,
  calendar,
}: {
  all: boolean;
  cursor: string | undefined;
  limit: number;
  /** Of whoever looks. */
  role: PersonRole;
  /** An admin acts as whoever looks: keys are shown, and stay as they are. */
  acting: boolean;
  calendar: Calendar;
}) {
  const utils = api.useUtils();
  const list = api.key.list.useQuery({ all, limit, ...(cursor && { cursor }) });
  const revoke = api.key.revoke.useMutation();
  const { ask, dialog } = useConfirm();
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<Made | null>(null);

  const keys = list.data?.items ?? [];
  const rows = useRows(
    keys.map(({ id }) => id),
    { select: false },
  );
  const renew = () => utils.key.invalidate();
  useKeys(acting ? {} : { c: { say: "New key", run: () => setMaking(true) } });

  function askToRevoke({ id, name, lastUsedAt }: Key) {
    ask({
      title: `Revoke ${name}?`,
      description: `Whatever uses it is refused from now on.${lastUsedAt ? ` It was last used on ${formatDate(lastUsedAt, "moment", calendar)}.` : " It was never used."} This cannot be undone; make a new key instead.`,
      confirmLabel: "Revoke key",
      busyLabel: "Revoking",
      tone: "danger",
      run: async () => {
        await revoke.mutateAsync({ ids: [id] });
        await renew();
        toast({ message: `Revoked ${name}` });
      },
    });
  }

  return (
    <>
      <PageBar title="Keys">
        {!acting && (
          <Button onClick={() => setMaking(true)}>
            <Plus className="ic" aria-hidden />
            New key <kbd aria-hidden="true">C</kbd>
          </Button>
        )}
      </PageBar>
      <main id="main" className="flush" tabIndex={-1}>
        {acting && <FormMessage>Only the owner of an account makes and ends its keys.</FormMessage>}
        {role === "admin" && (
          <TabLinks
            as={Link}
            label="Whose keys"
            items={[
              { href: "/keys", label: "Yours", current: !all },
              { href: "/keys?all=1", label: "Everyone’s", current: all },
            ]}
          />
        )}
        {list.isPending ? (
          <SkeletonRows rows={6} label="Loading keys" />
        ) : list.isError ? (
          <CallFailure error={list.error} onRetry={() => void list.refetch()} />
        ) : keys.length === 0 ? (
          <Nothing
            heading="Keys"
            seed="keys"
            title="No keys"
            {...(!acting && {
              actions: <Button onClick={() => setMaking(true)}>New key</Button>,
            })}
          >
            A key lets the command line, a script or another app act for you, with your role or a
            lesser one.
          </Nothing>
        ) : (
          <>
            <table className="tbl records">
              <caption className="vh">Keys, newest first</caption>
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Begins with</th>
                  <th scope="col">May act as</th>
                  <th scope="col">May do</th>
                  {all && <th scope="col">Owner</th>}
                  <th scope="col">State</th>
                  <th scope="col">Last used</th>
                  <th scope="col" className="num">
                    Made
                  </th>
                  <th scope="col">
                    <span className="vh">What to do</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {keys.map((key) => {
                  const state = stateOf(key, calendar.now);
                  return (
                    <tr
                      key={key.id}
                      {...rows.rowProps(key.id)}
                      className={`${rows.rowProps(key.id).className ?? ""} ${state.works ? "" : "is-off"}`}
                    >
                      <td className="r-name r-wide">{key.name}</td>
                      <td className="mono dim">{key.prefix}…</td>
                      <td>{roleName(key.role)}</td>
                      <td className="dim">{describeScopes(key.scopes)}</td>
                      {all && <td>{key.owner.name}</td>}
                      <td>
                        <Badge tone={state.works ? "verdigris" : "plain"}>{state.word}</Badge>{" "}
                        {state.works && key.expiresAt && (
                          <span className="dim">
                            until {formatDate(key.expiresAt, "day", calendar)}
                          </span>
                        )}
                      </td>
                      <td className="dim">
                        {key.lastUsedAt ? (
                          <RelativeTime value={key.lastUsedAt} timeZone={calendar.timeZone} />
                        ) : (
                          "Never"
                        )}
                      </td>
                      <td className="num dim">{formatDate(key.createdAt, "day", calendar)}</td>
                      <td className="r-acts">
                        {!acting && state.word !== "Revoked" && (
                          <Button
                            variant="line"
                            aria-label={`Revoke ${key.name}`}
                            onClick={() => askToRevoke(key)}
                          >
                            Revoke
                          </Button>
                        )}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
            <DatePager
              path="/keys"
              keep={{ all: all ? "1" : undefined }}
              dates={keys.map(({ createdAt }) => createdAt)}
              noun={["key", "keys"]}
              newer={list.data.previousCursor}
              older={list.data.nextCursor}
              timeZone={calendar.timeZone}
              locale={calendar.locale}
            />
          </>
        )}
      </main>
      {!acting && (
        <KeyForm
          open={making}
          role={role}
          onClose={() => setMaking(false)}
          onMade={async (key) => {
            setMade(key);
            await renew();
          }}
        />
      )}
      <NewKeyDialog made={made} onClose={() => setMade(null)} />
      {dialog}
      <Hints of={[[["j", "k"], "move"], ...(acting ? [] : [[["c"], "new key"] as const])]} />
    </>
  );
}
