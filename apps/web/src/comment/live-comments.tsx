"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";

/** Several comments in a row are one change of the page. */
const GATHER_MS = 1_000;
/** Begins a little before the comments come into sight. */
const AHEAD = "300px";
/** After a stream that was refused; one that only broke comes back by itself. */
const AGAIN_MS = 30_000;

/**
 * Shows comments as they come in, while they are looked at, and says so where a screen reader hears it without
 * being interrupted. Who only reads the post holds no connection. Without script they are there at the next visit.
 */
export function LiveComments({
  postId,
  place,
}: {
  postId: string;
  /** The place in the stream up to which the page shows comments. */
  place: number;
}) {
  const router = useRouter();
  const [count, setCount] = useState(0);
  const reached = useRef(place);
  const line = useRef<HTMLParagraphElement>(null);

  useEffect(() => {
    let stream: EventSource | undefined;
    let isNear = false;
    let again: ReturnType<typeof setTimeout> | undefined;
    let gathering: ReturnType<typeof setTimeout> | undefined;

    const hear = ({ lastEventId, data }: MessageEvent<string>) => {
      reached.current = Math.max(reached.current, Number(lastEventId) || 0);
      // One's own is there already, from the moment when it was posted.
      const { id } = JSON.parse(data) as { id: string };
      if (document.querySelector(`#comment-${CSS.escape(id)}`)) return;
      setCount((before) => before + 1);
      // Counted from the first of them: where people talk without a pause, the page would never follow.
      gathering ??= setTimeout(() => {
        gathering = undefined;
        router.refresh();
      }, GATHER_MS);
    };
    const open = () => {
      clearTimeout(again);
      stream?.close();
      stream = undefined;
      // What is out of sight catches up when it is looked at.
      if (document.hidden || !isNear) return;
      const asked = new EventSource(
        `/api/v1/posts/${postId}/comments/live?after=${reached.current}`,
      );
      asked.addEventListener("comment", hear);
      asked.addEventListener("error", () => {
        if (asked.readyState === EventSource.CLOSED && stream === asked)
          again = setTimeout(open, AGAIN_MS);
      });
      stream = asked;
    };

    const observer = new IntersectionObserver(
      (entries) => {
        const isNow = entries.at(-1)?.isIntersecting ?? false;
        if (isNow === isNear) return;
        isNear = isNow;
        open();
      },
      { rootMargin: AHEAD },
    );
    const section = line.current?.closest("section");
    if (section) observer.observe(section);
    document.addEventListener("visibilitychange", open);
    return () => {
      observer.disconnect();
      document.removeEventListener("visibilitychange", open);
      clearTimeout(again);
      clearTimeout(gathering);
      stream?.close();
    };
  }, [postId, router]);

  return (
    <p ref={line} className="sr-only" role="status">
      {count > 0 && (count === 1 ? "1 new comment" : `${count} new comments`)}
    </p>
  );
}
