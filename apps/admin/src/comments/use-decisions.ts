"use client";

import { api } from "@quoin/client/react";
import { toast } from "@quoin/ui/toast";
import { useRef, useState } from "react";
import { wordsOf } from "../failure.ts";
import {
  byPrevious,
  type CommentStatus,
  type Decision,
  destination,
  type Moved,
  type QueuedComment,
  saidOf,
  shiftCounts,
} from "./decision.ts";

/**
 * Decides on the comments of a queue: they leave at once, a message offers to undo it, and they come
 * back when the server refuses. `gone` are those that have left.
 */
export function useDecisions(status: CommentStatus): {
  gone: ReadonlySet<string>;
  decide: (decision: Decision, comments: readonly QueuedComment[]) => void;
} {
  const utils = api.useUtils();
  const approve = api.comment.approve.useMutation();
  const markSpam = api.comment.markSpam.useMutation();
  const remove = api.comment.remove.useMutation();
  const restore = api.comment.restore.useMutation();
  const calls = { approve, spam: markSpam, delete: remove };
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  // Decisions come faster than answers; the list is asked for again once the last has come.
  const underWay = useRef(0);

  const leave = (ids: readonly string[]) => setGone((now) => new Set([...now, ...ids]));
  const comeBack = (ids: readonly string[]) =>
    setGone((now) => new Set([...now].filter((id) => !ids.includes(id))));
  const move = (from: CommentStatus, to: CommentStatus, count: number) =>
    utils.comment.counts.setData(
      undefined,
      (counts) => counts && shiftCounts(counts, from, to, count),
    );

  async function settle() {
    underWay.current -= 1;
    if (underWay.current > 0) return;
    await Promise.all([
      utils.comment.queue.invalidate(),
      utils.comment.counts.invalidate(),
      utils.dashboard.summary.invalidate(),
    ]);
  }

  async function undo(moved: Moved) {
    underWay.current += 1;
    try {
      for (const [previous, ids] of byPrevious(moved)) {
        if (previous === "deleted") await remove.mutateAsync({ ids });
        else await restore.mutateAsync({ ids, status: previous });
      }
      comeBack(moved.map(({ id }) => id));
    } catch (error) {
      toast({ tone: "bad", message: `Not undone. ${wordsOf(error).full}` });
    } finally {
      await settle();
    }
  }

  async function send(decision: Decision, comments: readonly QueuedComment[]) {
    const ids = comments.map(({ id }) => id);
    underWay.current += 1;
    leave(ids);
    move(status, destination[decision], ids.length);
    try {
      const moved = await calls[decision].mutateAsync({ ids });
      const undone = { run: () => void undo(moved) };
      // Somebody else may have been faster: then there is nothing of ours to take back.
      toast({ message: saidOf(decision, comments), ...(moved.length > 0 && { undo: undone }) });
    } catch (error) {
      comeBack(ids);
      move(destination[decision], status, ids.length);
      toast({ tone: "bad", message: wordsOf(error).full });
    } finally {
      await settle();
    }
  }

  return {
    gone,
    decide: (decision, comments) => {
      if (comments.length > 0 && destination[decision] !== status) void send(decision, comments);
    },
  };
}
