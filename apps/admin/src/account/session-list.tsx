"use client";

import { api } from "@quoin/client/react";
import { Badge, Button } from "@quoin/ui";
import { RelativeTime } from "@quoin/ui/relative-time";
import { toast } from "@quoin/ui/toast";
import { useState } from "react";
import { CallFailure } from "../call-failure.tsx";
import { wordsOf } from "../failure.ts";
import { deviceName } from "./device.ts";

/** Where one is signed in, with a way to end each. */
export function SessionList({ timeZone }: { timeZone: string }) {
  const utils = api.useUtils();
  const sessions = api.user.sessions.useQuery();
  const revoke = api.user.revokeSessions.useMutation();
  const [ending, setEnding] = useState<readonly string[]>([]);

  async function end(ids: string[]) {
    setEnding(ids);
    try {
      await revoke.mutateAsync({ ids });
      await utils.user.sessions.invalidate();
      toast({ message: ids.length === 1 ? "Signed out there" : "Signed out everywhere else" });
    } catch (error) {
      toast({ tone: "bad", message: wordsOf(error).full });
    } finally {
      setEnding([]);
    }
  }

  if (sessions.isError)
    return <CallFailure error={sessions.error} onRetry={() => void sessions.refetch()} />;
  const all = sessions.data ?? [];
  const others = all.filter(({ current }) => !current).map(({ id }) => id);
  return (
    <>
      <ul className="devices">
        {all.map(({ id, userAgent, ipAddress, updatedAt, current }) => (
          <li key={id}>
            <p>
              <b>{deviceName(userAgent)}</b> {current && <Badge tone="verdigris">This one</Badge>}
              <span>
                Last used <RelativeTime value={updatedAt} timeZone={timeZone} />
                {ipAddress && `, from ${ipAddress}`}
              </span>
            </p>
            {!current && (
              <Button
                variant="line"
                aria-label={`Sign out ${deviceName(userAgent)}`}
                busy={ending.includes(id)}
                busyLabel="Signing out"
                onClick={() => void end([id])}
              >
                Sign out
              </Button>
            )}
          </li>
        ))}
      </ul>
      {others.length > 1 && (
        <div className="form-acts">
          <Button
            variant="line"
            busy={ending.length > 1}
            busyLabel="Signing out"
            onClick={() => void end(others)}
          >
            Sign out everywhere else
          </Button>
        </div>
      )}
    </>
  );
}
