import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";

export interface FormMessageProps {
  /** `error` interrupts a screen reader, the others wait for a pause. */
  tone?: "error" | "ok" | "note";
  /** One line that says what happened. */
  title?: ReactNode;
  /** What still works, and what to do. */
  children?: ReactNode;
  className?: string;
}

const icons = { error: "alert", ok: "check", note: "info" } as const;

/** What a whole form has to say, above its first field or beside its button. */
export function FormMessage({ tone = "note", title, children, className }: FormMessageProps) {
  return (
    <div
      className={classNames("msg", `msg-${tone}`, className)}
      role={tone === "error" ? "alert" : "status"}
    >
      <Icon name={icons[tone]} />
      <div>
        {title !== undefined && <b>{title}</b>}
        {children}
      </div>
    </div>
  );
}
