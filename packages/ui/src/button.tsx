import type { ButtonHTMLAttributes, AnchorHTMLAttributes, ElementType, ReactNode } from "react";
import { useId } from "react";
import { classNames } from "./class-names.ts";

/** `ink` is the primary button; `lock` (verdigris) is for the one locking act on a screen. */
export type ButtonVariant = "ink" | "lock" | "line" | "quiet" | "danger";

export interface ButtonLook {
  variant?: ButtonVariant;
  /** `lg` is 44 px high: readers' pages and touch. */
  size?: "md" | "lg";
  wide?: boolean;
}

const variants: Record<ButtonVariant, string> = {
  ink: "btn-ink",
  lock: "btn-verd",
  line: "btn-line",
  quiet: "btn-quiet",
  danger: "btn-danger",
};

/** The classes of a button, for links and elements that are not our components. */
export function buttonClass({
  variant = "ink",
  size = "md",
  wide = false,
}: ButtonLook = {}): string {
  return classNames("btn", variants[variant], size === "lg" && "btn-lg", wide && "btn-wide");
}

export interface ButtonProps extends ButtonLook, ButtonHTMLAttributes<HTMLButtonElement> {
  /** Work is under way: the button takes no more clicks and shows a spinner. */
  busy?: boolean;
  /** The label while busy, in "-ing": "Saving". The width is held for the longer of the two. */
  busyLabel?: ReactNode;
  /** Why the button cannot be used now. It stays focusable and says so. */
  whyDisabled?: string | undefined;
}

/** A button. `type` is "button" unless said, so none submits a form by accident. */
export function Button({
  variant,
  size,
  wide,
  busy = false,
  busyLabel,
  whyDisabled,
  className,
  children,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  const id = useId();
  const look = {
    ...(variant && { variant }),
    ...(size && { size }),
    ...(wide !== undefined && { wide }),
  };
  const inert = busy || whyDisabled !== undefined;
  const button = (
    <button
      {...rest}
      type={inert ? "button" : type}
      className={classNames(buttonClass(look), className)}
      aria-busy={busy || undefined}
      aria-disabled={inert || undefined}
      aria-describedby={whyDisabled === undefined ? rest["aria-describedby"] : id}
      onClick={inert ? undefined : onClick}
    >
      {busyLabel === undefined ? (
        <>
          {busy && <span className="spin" aria-hidden="true" />}
          {children}
        </>
      ) : (
        <span className="btn-swap">
          <span className={busy ? "is-away" : undefined}>{children}</span>
          <span className={busy ? undefined : "is-away"}>
            <span className="spin" aria-hidden="true" />
            {busyLabel}
          </span>
        </span>
      )}
    </button>
  );
  if (whyDisabled === undefined) return button;
  return (
    <span className="btn-why">
      {button}
      <span id={id} role="tooltip">
        {whyDisabled}
      </span>
    </span>
  );
}

export interface ButtonLinkProps extends ButtonLook, AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string;
  /** The link component, such as next/link; a plain anchor unless said. */
  as?: ElementType;
}

/** A link that looks like a button: it goes somewhere, it does nothing. */
export function ButtonLink({
  variant,
  size,
  wide,
  as: Link = "a",
  className,
  ...rest
}: ButtonLinkProps) {
  const look = {
    ...(variant && { variant }),
    ...(size && { size }),
    ...(wide !== undefined && { wide }),
  };
  return <Link {...rest} className={classNames(buttonClass(look), className)} />;
}

export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What it does; the icon alone says nothing. */
  "aria-label": string;
}

/** A square button that holds one icon. */
export function IconButton({ className, type = "button", ...rest }: IconButtonProps) {
  return <button {...rest} type={type} className={classNames("iconbtn", className)} />;
}

/** A button that reads as text, for small acts inside a line. */
export function LinkButton({
  className,
  type = "button",
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button {...rest} type={type} className={classNames("linkbtn", className)} />;
}
