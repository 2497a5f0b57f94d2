import type { ReactNode } from "react";
import { TopBar } from "./top-bar.tsx";

/** A page under the small head. `current` is the slug of its section. */
export function InnerPage({
  current,
  className,
  children,
}: {
  current?: string | undefined;
  className?: string;
  children: ReactNode;
}) {
  return (
    <>
      <TopBar current={current} />
      <main id="main" className={className} tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
