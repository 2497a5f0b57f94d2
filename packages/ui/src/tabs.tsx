"use client";

import type { KeyboardEvent, ReactNode } from "react";
import { useRef } from "react";
import { classNames } from "./class-names.ts";

export interface TabItem<Value extends string = string> {
  value: Value;
  label: ReactNode;
  /** How many there are behind the tab. */
  count?: number | string;
  /** The id of the panel that the tab shows, when it is on the page. */
  panel?: string;
}

export interface TabsProps<Value extends string> {
  label: string;
  items: readonly TabItem<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  className?: string;
}

/** Tabs over panels of one page: arrows move, Home and End jump, one tab stop in all. */
export function Tabs<Value extends string>({
  label,
  items,
  value,
  onChange,
  className,
}: TabsProps<Value>) {
  const list = useRef<HTMLDivElement>(null);

  function move(event: KeyboardEvent) {
    const now = items.findIndex((item) => item.value === value);
    const last = items.length - 1;
    const next = {
      ArrowRight: now === last ? 0 : now + 1,
      ArrowLeft: now <= 0 ? last : now - 1,
      Home: 0,
      End: last,
    }[event.key];
    const item = next === undefined ? undefined : items[next];
    if (!item || next === undefined) return;
    event.preventDefault();
    onChange(item.value);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  }

  return (
    <div
      ref={list}
      className={classNames("tabs", className)}
      role="tablist"
      tabIndex={-1}
      aria-label={label}
      onKeyDown={move}
    >
      {items.map((item) => (
        <button
          key={item.value}
          type="button"
          role="tab"
          aria-selected={item.value === value}
          aria-controls={item.panel}
          tabIndex={item.value === value ? 0 : -1}
          onClick={() => onChange(item.value)}
        >
          {item.label}
          {item.count !== undefined && <i>{item.count}</i>}
        </button>
      ))}
    </div>
  );
}
