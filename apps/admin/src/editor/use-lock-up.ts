"use client";

import { api } from "@quoin/client/react";
import { toast } from "@quoin/ui/toast";
import { useState } from "react";
import { wordsOf } from "../failure.ts";
import type { Act, Subject } from "../posts/acts.ts";
import { type MainAct, mainActOf, whyNotNow } from "./lock-up.ts";
import type { Writing } from "./use-session.ts";
import { fromWall } from "./zoned.ts";

export interface LockUp {
  readonly main: MainAct;
  readonly whyNot: string | undefined;
  readonly busy: boolean;
  /** True while the wedge slides shut. */
  readonly locking: boolean;
  /** Saves first, then publishes or schedules; says what came of it. */
  readonly lockUp: (act: MainAct) => Promise<void>;
}

/** Publishing, updating and scheduling the post that is open. `done` offers to take a publication back. */
export function useLockUp(
  writing: Writing,
  {
    subject,
    timeZone,
    done,
  }: {
    subject: Subject;
    timeZone: string;
    done: (act: Act, before: readonly Subject[]) => void;
  },
): LockUp {
  const { session, save } = writing;
  const { draft } = session;
  const utils = api.useUtils();
  const publish = api.post.publish.useMutation();
  const schedule = api.post.schedule.useMutation();
  const [busy, setBusy] = useState(false);
  const [locking, setLocking] = useState(false);
  const main = mainActOf(session);
  const whyNot = whyNotNow(session, writing.ready);

  async function lockUp(act: MainAct) {
    if (busy || whyNot !== undefined) return;
    setBusy(true);
    try {
      const saved = await save();
      if (saved === null) {
        toast({ tone: "bad", message: "Not saved, so nothing went out. The note above says why." });
        return;
      }
      if (act === "Update") {
        toast({ message: "Readers see the new version" });
        return;
      }
      const at = fromWall(draft.goesOut, timeZone);
      const [moved] =
        act === "Schedule" && at
          ? await schedule.mutateAsync({ ids: [saved], at })
          : await publish.mutateAsync({ ids: [saved] });
      if (!moved) return;
      writing.moved(moved);
      await utils.post.invalidate();
      if (act === "Schedule") {
        toast({ message: `“${moved.title}” goes out on ${draft.goesOut.replace("T", " at ")}` });
        return;
      }
      setLocking(true);
      setTimeout(() => setLocking(false), 300);
      done("publish", [{ ...subject, id: saved, title: moved.title }]);
    } catch (error) {
      toast({ tone: "bad", message: wordsOf(error).full });
    } finally {
      setBusy(false);
    }
  }

  return { main, whyNot, busy, locking, lockUp };
}
