"use client";

import { useEffect } from "react";

const question = "Leave this page? What you changed here is not saved.";

/** Asks before a page with unsaved changes is left: by a link of the newsroom, a reload, or closing it. */
export function useUnsaved(changed: boolean): void {
  useEffect(() => {
    if (!changed) return undefined;
    function unload(event: BeforeUnloadEvent) {
      event.preventDefault();
    }
    // Before the router sees the click.
    function click(event: MouseEvent) {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!(link instanceof HTMLAnchorElement) || link.target === "_blank") return;
      if (link.pathname === location.pathname && link.origin === location.origin) return;
      if (link.origin !== location.origin) return; // the browser asks by itself
      if (!confirm(question)) {
        event.preventDefault();
        event.stopPropagation();
      }
    }
    addEventListener("beforeunload", unload);
    document.addEventListener("click", click, true);
    return () => {
      removeEventListener("beforeunload", unload);
      document.removeEventListener("click", click, true);
    };
  }, [changed]);
}
