"use client";

import type { KeyboardEvent, ReactNode } from "react";
import { Fragment, useId, useRef } from "react";
import { classNames } from "./class-names.ts";

export interface MenuItem {
  /** Tells the items apart. */
  id: string;
  label: ReactNode;
  icon?: ReactNode;
  /** The key that does the same. */
  hint?: ReactNode;
  /** A place; otherwise an act. */
  href?: string;
  onSelect?: () => void;
  /** Set in madder: it takes something away. */
  danger?: boolean;
  disabled?: boolean;
  /** A line above this item. */
  divided?: boolean;
}

export interface MenuProps {
  /** What stands in the button. */
  trigger: ReactNode;
  /** The button's name, when `trigger` is only an icon. */
  label?: string;
  items: readonly MenuItem[];
  /** The class of the button; an icon button unless said. */
  className?: string;
  /** Which edge of the button the menu hangs from. */
  align?: "start" | "end";
}

/**
 * A button that opens a list of acts. It is a native popover, so it opens in the top
 * layer, and closes on Escape and on a click elsewhere.
 */
export function Menu({ trigger, label, items, className = "iconbtn", align = "end" }: MenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const entries = () => [
    ...(list.current?.querySelectorAll<HTMLElement>("[role=menuitem]:not(:disabled)") ?? []),
  ];

  function place(open: boolean) {
    const menu = list.current;
    const box = button.current?.getBoundingClientRect();
    if (!open || !menu || !box) return;
    const below = box.bottom + 4;
    const fits = below + menu.offsetHeight <= innerHeight - 8;
    const left = align === "end" ? box.right - menu.offsetWidth : box.left;
    // Positions go through the object model: a style attribute would need a laxer CSP.
    menu.style.top = `${fits ? below : Math.max(8, box.top - 4 - menu.offsetHeight)}px`;
    menu.style.left = `${Math.max(8, Math.min(left, innerWidth - menu.offsetWidth - 8))}px`;
    entries()[0]?.focus();
  }

  function move(event: KeyboardEvent) {
    const all = entries();
    const now = all.findIndex((entry) => entry === document.activeElement);
    const to = {
      ArrowDown: (now + 1) % all.length,
      ArrowUp: now <= 0 ? all.length - 1 : now - 1,
      Home: 0,
      End: all.length - 1,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      all[to]?.focus();
    }
    if (event.key === "Tab") close();
  }

  function close() {
    list.current?.hidePopover();
  }

  return (
    <span className="menu-root">
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={label}
        aria-haspopup="menu"
        popoverTarget={id}
      >
        {trigger}
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        className="menu menu-pop"
        onToggle={(event) => place(event.newState === "open")}
        onKeyDown={move}
      >
        {items.map((item) => (
          <Fragment key={item.id}>
            {item.divided && <hr />}
            <Entry item={item} done={close} />
          </Fragment>
        ))}
      </div>
    </span>
  );
}

function Entry({ item, done }: { item: MenuItem; done: () => void }) {
  const inside = (
    <>
      {item.icon ?? <span />}
      <span>{item.label}</span>
      {item.hint}
    </>
  );
  const className = classNames("mi", item.danger && "bad");
  function pick() {
    done();
    item.onSelect?.();
  }
  if (item.href !== undefined && !item.disabled) {
    return (
      <a role="menuitem" tabIndex={-1} className={className} href={item.href} onClick={pick}>
        {inside}
      </a>
    );
  }
  return (
    <button
      role="menuitem"
      tabIndex={-1}
      type="button"
      className={className}
      disabled={item.disabled}
      onClick={pick}
    >
      {inside}
    </button>
  );
}
