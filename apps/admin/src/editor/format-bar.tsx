"use client";

import { IconButton } from "@quoin/ui/button";
import { Segmented } from "@quoin/ui/segmented";
import {
  Bold,
  Code,
  Heading2,
  Image,
  Italic,
  Link,
  List,
  ListOrdered,
  type LucideIcon,
  Quote,
  Superscript,
} from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import * as formats from "./formatting.ts";

export type View = "write" | "split" | "preview";
type Format = typeof formats.bold;

const groups: readonly (readonly (readonly [name: string, Icon: LucideIcon, format: Format])[])[] =
  [
    [["Heading", Heading2, formats.heading]],
    [
      ["Bold", Bold, formats.bold],
      ["Italic", Italic, formats.italic],
      ["Link", Link, formats.link],
    ],
    [
      ["Quote", Quote, formats.quote],
      ["List", List, formats.bullets],
      ["Numbered list", ListOrdered, formats.numbered],
    ],
    [
      ["Code", Code, formats.code],
      ["Image by address", Image, formats.image],
      ["Footnote", Superscript, formats.footnote],
    ],
  ];

/** Markdown at a press: one tab stop, arrows move inside. */
export function FormatBar({
  onFormat,
  view,
  onView,
}: {
  onFormat: (format: Format) => void;
  view: View;
  onView: (view: View) => void;
}) {
  const bar = useRef<HTMLDivElement>(null);

  function move(event: KeyboardEvent) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const all = [...(bar.current?.querySelectorAll("button") ?? [])];
    const now = all.findIndex((button) => button === document.activeElement);
    if (by === undefined || now < 0) return;
    event.preventDefault();
    const to = all[(now + by + all.length) % all.length];
    for (const button of all) button.tabIndex = button === to ? 0 : -1;
    to?.focus();
  }

  return (
    <div className="ed-bar">
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its buttons take the focus in turn */}
      <div ref={bar} role="toolbar" aria-label="Formatting" className="ed-formats" onKeyDown={move}>
        {groups.map((group, at) => (
          <span key={group[0]?.[0]}>
            {group.map(([name, Icon, format]) => (
              <IconButton
                key={name}
                aria-label={name}
                title={name}
                tabIndex={at === 0 ? 0 : -1}
                // Not `disabled`: the bar scrolls on a phone, and the keyboard must get into it.
                aria-disabled={view === "preview" || undefined}
                onClick={() => {
                  if (view !== "preview") onFormat(format);
                }}
              >
                <Icon className="ic" aria-hidden />
              </IconButton>
            ))}
          </span>
        ))}
      </div>
      <span className="push" />
      <Segmented
        label="View"
        className="hide-sm"
        options={[
          { value: "write", label: "Write" },
          { value: "split", label: "Split" },
          { value: "preview", label: "Preview" },
        ]}
        value={view}
        onChange={onView}
      />
    </div>
  );
}
