import type { Outputs } from "@quoin/client";
import Link from "next/link";
import { withQuery } from "../list/address.ts";
import { detailsOf } from "./words.ts";

type Line = Outputs["audit"]["list"]["items"][number];

/** What a line of the log noted, and where it came from, behind a fold. */
export function LineDetails({ line }: { line: Line }) {
  const { action, entityId, requestId } = line;
  const noted = detailsOf(line.details);
  return (
    <details>
      <summary>
        {noted.length === 0
          ? "Details"
          : noted
              .slice(0, 2)
              .map(({ name, value }) => `${name} ${value}`)
              .join(", ")
              .slice(0, 48)}
      </summary>
      <dl>
        {noted.map(({ name, value }) => (
          <div className="contents" key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <dt>Action</dt>
        <dd className="mono">{action}</dd>
        {entityId && (
          <>
            <dt>Record</dt>
            <dd className="mono">
              <Link href={withQuery("/audit", { entityId })} prefetch={false}>
                {entityId}
              </Link>
            </dd>
          </>
        )}
        <dt>Request</dt>
        <dd className="mono">{requestId ?? "–"}</dd>
      </dl>
    </details>
  );
}
