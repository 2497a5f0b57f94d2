"use client";

import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { markdown, markdownKeymap } from "@codemirror/lang-markdown";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap, placeholder } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { type Ref, useEffect, useImperativeHandle, useRef } from "react";
import type { Change } from "./formatting.ts";
import { bold, italic } from "./formatting.ts";

export interface MarkdownFieldHandle {
  format(format: (text: string, from: number, to: number) => Change): void;
  /** Puts the caret there and goes to it. */
  goTo(at: number): void;
}

const look = EditorView.theme({
  "&": { color: "var(--ink)", background: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-serif)", lineHeight: "1.6", overflow: "visible" },
  ".cm-content": { padding: "0", caretColor: "var(--verdigris)", minHeight: "16rem" },
  ".cm-line": { padding: "0" },
  ".cm-cursor": { borderLeft: "2px solid var(--verdigris)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    { background: "var(--mark)" },
  ".cm-placeholder": { color: "var(--ink-3)" },
});

const ink = HighlightStyle.define([
  { tag: tags.heading1, fontSize: "1.6em", fontWeight: "560", lineHeight: "1.25" },
  { tag: tags.heading2, fontSize: "1.4em", fontWeight: "560", lineHeight: "1.3" },
  { tag: tags.heading3, fontSize: "1.2em", fontWeight: "600" },
  { tag: tags.heading, fontWeight: "600" },
  { tag: tags.strong, fontWeight: "650" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.strikethrough, textDecoration: "line-through" },
  { tag: tags.quote, fontStyle: "italic", color: "var(--ink-2)" },
  { tag: tags.link, color: "var(--verdigris)" },
  { tag: tags.url, color: "var(--ink-3)", fontFamily: "var(--font-mono)", fontSize: "0.78em" },
  { tag: tags.monospace, fontFamily: "var(--font-mono)", fontSize: "0.82em" },
  { tag: [tags.processingInstruction, tags.contentSeparator], color: "var(--ink-3)" },
  { tag: [tags.labelName, tags.meta], color: "var(--ink-3)" },
]);

/**
 * The text of a post in Markdown. It lives in a shadow root: there its styles come through the object
 * model, where in the page they would be a style element, which the policy forbids.
 */
export function MarkdownField({
  ref,
  label,
  hint,
  value,
  onChange,
}: {
  ref: Ref<MarkdownFieldHandle>;
  label: string;
  hint: string;
  value: string;
  onChange: (text: string) => void;
}) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef({ value, onChange });
  useEffect(() => {
    latest.current = { value, onChange };
  });

  useEffect(() => {
    if (!host.current) return undefined;
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: "open" });
    const apply = (format: typeof bold) => (target: EditorView) => {
      change(target, format);
      return true;
    };
    const made = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          history(),
          drawSelection(),
          markdown({ addKeymap: false }),
          syntaxHighlighting(ink),
          look,
          EditorView.lineWrapping,
          placeholder(hint),
          EditorView.contentAttributes.of({
            "aria-label": label,
            "aria-multiline": "true",
            spellcheck: "true",
            autocapitalize: "sentences",
            autocorrect: "on",
          }),
          keymap.of([
            { key: "Mod-b", run: apply(bold) },
            { key: "Mod-i", run: apply(italic) },
            // Tab leaves the field: nobody may be caught in it. ⌘] and ⌘[ indent.
            ...markdownKeymap,
            ...defaultKeymap.filter(({ key }) => key !== "Mod-Enter" && key !== indentWithTab.key),
            ...historyKeymap,
          ]),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged) return;
            const text = update.state.doc.toString();
            if (text !== latest.current.value) latest.current.onChange(text);
          }),
        ],
      }),
    });
    view.current = made;
    return () => {
      view.current = undefined;
      made.destroy();
    };
  }, [label, hint]);

  // A text from elsewhere: a copy that was found, or the other side of a conflict.
  useEffect(() => {
    const now = view.current;
    if (!now || now.state.doc.toString() === value) return;
    now.dispatch({ changes: { from: 0, to: now.state.doc.length, insert: value } });
  }, [value]);

  useImperativeHandle(ref, () => ({
    format(format) {
      if (view.current) change(view.current, format);
      view.current?.focus();
    },
    goTo(at) {
      const now = view.current;
      if (!now) return;
      const to = Math.min(at, now.state.doc.length);
      now.dispatch({
        selection: { anchor: to },
        effects: EditorView.scrollIntoView(to, { y: "center" }),
      });
      now.focus();
    },
  }));

  return <div ref={host} className="md-field" />;
}

function change(view: EditorView, format: typeof bold): void {
  const { from, to } = view.state.selection.main;
  const { changes, selection } = format(view.state.doc.toString(), from, to);
  view.dispatch({
    changes: [...changes],
    selection: { anchor: selection.from, head: selection.to },
    scrollIntoView: true,
    userEvent: "input",
  });
}
