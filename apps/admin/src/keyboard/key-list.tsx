"use client";

import { Dialog } from "@quoin/ui/dialog";
import { Checkbox } from "@quoin/ui/field";
import { KeyCaps } from "./key-caps.tsx";
import { singleKeys } from "./keyboard.ts";
import { useKeyLayers, useSingleKeys } from "./use-keys.ts";

/** Every key that means something on this page, and the switch for single keys. */
export function KeyList({ open, onClose }: { open: boolean; onClose: () => void }) {
  const layers = useKeyLayers();
  const on = useSingleKeys();
  const acts = new Map(layers.flatMap((layer) => Object.entries(layer)));
  const groups = Map.groupBy(
    [...acts].filter(([, act]) => !act.hidden),
    ([, act]) => act.group ?? "This page",
  );
  return (
    <Dialog open={open} onClose={onClose} title="Keys" wide>
      <div className="keylist">
        {[...groups]
          .toSorted(([one], [other]) => order(one) - order(other))
          .map(([group, entries]) => (
            <section key={group} aria-label={group}>
              <h3>{group}</h3>
              <dl>
                {entries.map(([binding, { say }]) => (
                  <div key={binding}>
                    <dt>
                      <KeyCaps of={binding} />
                    </dt>
                    <dd>{say}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
      </div>
      <Checkbox
        label="Single keys act"
        hint="Off, only keys with ⌘ or Ctrl do. Kept in this browser."
        checked={on}
        onChange={(event) => singleKeys.set(event.currentTarget.checked)}
      />
    </Dialog>
  );
}

const order = (group: string) => ["This page", "Anywhere", "Go to"].indexOf(group);
