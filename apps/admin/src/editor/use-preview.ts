"use client";

import type { Outputs } from "@quoin/client";
import { api } from "@quoin/client/react";
import { useEffect, useRef, useState } from "react";

export type Preview = Outputs["post"]["preview"];

/** What the text will look like, by the renderer that readers get; a moment behind the typing. */
export function usePreview(body: string, first: Preview | null): Preview | null {
  const [preview, setPreview] = useState(first);
  const render = api.post.preview.useMutation();
  const { mutateAsync } = render;
  const shown = useRef(first === null ? null : body);
  useEffect(() => {
    if (shown.current === body) return undefined;
    let gone = false;
    const timer = setTimeout(() => {
      mutateAsync({ body }).then(
        (made) => {
          if (gone) return;
          shown.current = body;
          setPreview(made);
        },
        // Without an answer the last preview stays; the line above says when nothing gets through.
        () => {},
      );
    }, 450);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [body, mutateAsync]);
  return preview;
}
