"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";

/** Several comments in a row are one change of the page. */
const GATHER_MS = 1_000;
/** After a stream that was refused; one that only broke comes back by itself. */
const AGAIN_MS = 30_000;

/**
 * Shows comments as they come in, while the page is looked at, and says so where a screen reader hears it
 * without being interrupted. Without script they are there at the next visit.
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

  useEffect(() => {
    let stream: EventSource | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    let gathering: ReturnType<typeof setTimeout> | undefined;

    const hear = ({ lastEventId, data }: MessageEvent<string>) => {
      reached.current = Math.max(reached.current, Number(lastEventId) || 0);
      // One's own is there already, from the moment when it was posted.
      const { id } = JSON.parse(data) as { id: string };
      if (document.querySelector(`#comment-${CSS.escape(id)}`)) return;
      setCount((before) => before + 1);
      clearTimeout(gathering);
      gathering = setTimeout(() => router.refresh(), GATHER_MS);
    };
    const open = () => {
      clearTimeout(again);
      stream?.close();
      stream = undefined;
      // A page in the background holds no connection; it catches up when it is looked at.
      if (document.hidden) return;
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

    open();
    document.addEventListener("visibilitychange", open);
    return () => {
      document.removeEventListener("visibilitychange", open);
      clearTimeout(again);
      clearTimeout(gathering);
      stream?.close();
    };
  }, [postId, router]);

  return (
    <p className="sr-only" role="status" aria-live="polite">
      {count > 0 && (count === 1 ? "1 new comment" : `${count} new comments`)}
    </p>
  );
}
