"use client";

import { LinkButton } from "@quoin/ui/button";
import { Icon } from "@quoin/ui/icon";
import { LockBar } from "@quoin/ui/lock-bar";
import { Circle } from "lucide-react";
import type { Check, Spot } from "./checklist.ts";

/** What stands between the draft and its readers. */
export function Ready({
  checks,
  onFix,
}: {
  checks: readonly Check[];
  onFix: (spot: Spot) => void;
}) {
  const done = checks.filter(({ state }) => state === "ok").length;
  return (
    <section className="ready" aria-labelledby="ready-title">
      <h2 id="ready-title">
        <span>Ready to lock up?</span>
        <i>
          {done} of {checks.length}
        </i>
      </h2>
      <LockBar value={done} max={checks.length} />
      <ul>
        {checks.map(({ id, state, say, fix }) => (
          <li key={id} className={state}>
            {state === "ok" ? (
              <Icon name="check" />
            ) : state === "warn" ? (
              <Icon name="alert" />
            ) : (
              <Circle className="ic" aria-hidden />
            )}
            <span>
              <span className="vh">{words[state]}: </span>
              {say}
            </span>
            {fix && (
              <LinkButton aria-label={`Fix: ${say}`} onClick={() => onFix(fix)}>
                Fix
              </LinkButton>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const words = { ok: "Done", warn: "Worth a look", todo: "To do" } as const;
