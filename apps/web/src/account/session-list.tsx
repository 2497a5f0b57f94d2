import type { Outputs } from "@quoin/client";
import { Badge } from "@quoin/ui";
import type { WriteDate } from "../dates.ts";
import { deviceName } from "./device.ts";
import { RevokeButton } from "./revoke-button.tsx";

/** Where one is signed in, with a way to end each. */
export function SessionList({
  sessions,
  write,
}: {
  sessions: Outputs["user"]["sessions"];
  write: WriteDate;
}) {
  const others = sessions.filter((session) => !session.current);
  return (
    <>
      <ul className="a-sessions">
        {sessions.map(({ id, userAgent, ipAddress, updatedAt, current }) => (
          <li key={id}>
            <p>
              <b>{deviceName(userAgent)}</b> {current && <Badge tone="verdigris">This one</Badge>}
              <span>
                Last used{" "}
                <time dateTime={updatedAt.toISOString()}>{write(updatedAt, "moment")}</time>
                {ipAddress && ` from ${ipAddress}`}
              </span>
            </p>
            {!current && <RevokeButton ids={[id]} label="Sign out" />}
          </li>
        ))}
      </ul>
      {others.length > 1 && (
        <RevokeButton ids={others.map(({ id }) => id)} label="Sign out everywhere else" />
      )}
    </>
  );
}
