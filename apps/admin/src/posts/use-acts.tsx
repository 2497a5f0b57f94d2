"use client";

import type { Outputs } from "@quoin/client";
import { api } from "@quoin/client/react";
import { toast } from "@quoin/ui/toast";
import type { ReactNode } from "react";
import { wordsOf } from "../failure.ts";
import { useConfirm } from "../list/use-confirm.tsx";
import { type Act, doneWords, planOf, stepsBack, type Subject } from "./acts.ts";

type Moved = Outputs["post"]["publish"];

/**
 * Publishing, unpublishing, archiving and deleting, several posts at once: asks first, then says what
 * was done and offers to take it back. `dialog` belongs on the page.
 */
export function useActs(onMoved?: (moved: Moved, act: Act | "undo") => void): {
  start: (act: Act, posts: readonly Subject[], onDone?: () => void) => void;
  /** Offers to take back an act that was done without asking. */
  done: (act: Act, before: readonly Subject[]) => void;
  dialog: ReactNode;
} {
  const utils = api.useUtils();
  const { ask, dialog } = useConfirm();
  const calls = {
    publish: api.post.publish.useMutation(),
    unpublish: api.post.unpublish.useMutation(),
    archive: api.post.archive.useMutation(),
    delete: api.post.delete.useMutation(),
    schedule: api.post.schedule.useMutation(),
  };
  const renew = () => utils.post.invalidate();

  async function undo(act: Act, before: readonly Subject[]) {
    try {
      for (const step of stepsBack(act, before)) {
        const ids = [...step.ids];
        const moved = await (step.call === "schedule"
          ? calls.schedule.mutateAsync({ ids, at: step.at })
          : calls[step.call].mutateAsync({ ids }));
        onMoved?.(moved, "undo");
      }
      toast({ message: "Taken back" });
    } catch (error) {
      toast({ tone: "bad", message: wordsOf(error).full });
    }
    await renew();
  }

  function start(act: Act, posts: readonly Subject[], onDone?: () => void) {
    const plan = planOf(act, posts);
    if (plan.ids.length === 0) {
      toast({ message: plan.description });
      return;
    }
    ask({
      ...plan,
      run: async () => {
        const moved = await calls[act].mutateAsync({ ids: [...plan.ids] });
        const ids = new Set(moved.map(({ id }) => id));
        const before = posts.filter(({ id }) => ids.has(id));
        onDone?.();
        onMoved?.(moved, act);
        await renew();
        done(act, before);
      },
    });
  }

  function done(act: Act, before: readonly Subject[]) {
    toast({
      message: doneWords(act, before),
      ...(stepsBack(act, before).length > 0 && { undo: { run: () => void undo(act, before) } }),
    });
  }

  return { start, done, dialog };
}
