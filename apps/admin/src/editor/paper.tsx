"use client";

import { type RefObject, useRef } from "react";
import type { Draft } from "./draft.ts";
import { MarkdownField, type MarkdownFieldHandle } from "./markdown-field.tsx";
import type { Preview } from "./use-preview.ts";

/** Title, standfirst and text: Enter leads from one to the next. */
export function Paper({
  draft,
  edit,
  ready,
  text,
}: {
  draft: Draft;
  edit: (change: Partial<Draft>) => void;
  /** False while what this browser kept is being read: nothing can be typed yet. */
  ready: boolean;
  text: RefObject<MarkdownFieldHandle | null>;
}) {
  const dek = useRef<HTMLTextAreaElement>(null);
  return (
    <div className="ed-doc ed-source">
      <textarea
        id="post-title"
        className="ed-title"
        aria-label="Title"
        placeholder="Title"
        rows={1}
        maxLength={200}
        readOnly={!ready}
        value={draft.title}
        onChange={(event) => edit({ title: event.currentTarget.value.replace(/\n+/g, " ") })}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
          event.preventDefault();
          dek.current?.focus();
        }}
      />
      <textarea
        ref={dek}
        className="ed-dek"
        aria-label="Standfirst"
        placeholder="Standfirst: what it is about, in a sentence"
        rows={1}
        maxLength={500}
        readOnly={!ready}
        value={draft.excerpt}
        onChange={(event) => edit({ excerpt: event.currentTarget.value.replace(/\n+/g, " ") })}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
          event.preventDefault();
          text.current?.goTo(0);
        }}
      />
      {ready ? (
        <MarkdownField
          ref={text}
          label="Text"
          hint="Write here, in Markdown"
          value={draft.body}
          onChange={(body) => edit({ body })}
        />
      ) : (
        <div className="md-field" />
      )}
    </div>
  );
}

/** The same as readers would see it, beside it or in its place. */
export function PaperPreview({ draft, preview }: { draft: Draft; preview: Preview | null }) {
  return (
    <article className="ed-doc ed-preview" aria-label="Preview">
      <p className="ed-title">{draft.title || "Untitled"}</p>
      {(draft.excerpt || preview?.excerpt) && (
        <p className="dek">{draft.excerpt || preview?.excerpt}</p>
      )}
      <div
        className="prose"
        // oxlint-disable-next-line react/no-danger -- sanitized by the renderer of the API
        dangerouslySetInnerHTML={{ __html: preview?.html ?? "" }}
      />
    </article>
  );
}
