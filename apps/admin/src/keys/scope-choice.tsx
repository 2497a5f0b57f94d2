"use client";

import type { Scope } from "@quoin/api/key/input";
import { FormMessage } from "@quoin/ui/form-message";
import { byFeature, deedNames, featureName } from "./scopes.ts";

/** What a key may do of all that its role may: everything (`null`), or what is ticked. */
export function ScopeChoice({
  chosen,
  onChange,
  error,
}: {
  chosen: readonly Scope[] | null;
  onChange: (chosen: readonly Scope[] | null) => void;
  error: string | undefined;
}) {
  const toggle = (scope: Scope) => {
    const others = (chosen ?? []).filter((each) => each !== scope);
    onChange(others.length === chosen?.length ? others.concat(scope) : others);
  };
  return (
    <fieldset className="field scopes">
      <legend>May do</legend>
      {error && <FormMessage tone="error">{error}</FormMessage>}
      <label>
        <input
          type="radio"
          name="reach"
          checked={chosen === null}
          onChange={() => onChange(null)}
        />
        <span>Everything that its role may</span>
      </label>
      <label>
        <input
          type="radio"
          name="reach"
          checked={chosen !== null}
          onChange={() => onChange(chosen ?? [])}
        />
        <span>Only what you choose</span>
      </label>
      {chosen !== null && (
        <div className="choices">
          {byFeature.map(({ feature, scopes }) => (
            <div key={feature} role="group" aria-label={featureName(feature)}>
              <span>{featureName(feature)}</span>
              {scopes.map(({ scope, deed }) => (
                <label key={scope}>
                  <input
                    type="checkbox"
                    checked={chosen.includes(scope)}
                    onChange={() => toggle(scope)}
                  />
                  <span>{deedNames[deed]}</span>
                </label>
              ))}
            </div>
          ))}
        </div>
      )}
    </fieldset>
  );
}
