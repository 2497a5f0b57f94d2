"use client";

import { useEffect } from "react";

/** Marks the heading that is being read, and says how much is left. The list itself needs no script. */
export function TocFollower({ minutes }: { minutes: number }) {
  useEffect(() => {
    const links = [...document.querySelectorAll<HTMLAnchorElement>(".toc a")];
    const text = document.querySelector(".post-grid .prose");
    const places = links.flatMap((link) => {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      return heading ? [{ link, heading }] : [];
    });
    if (!text) return;

    let queued = 0;
    const follow = () => {
      queued = 0;
      const line = window.innerHeight * 0.25;
      const current = places.findLast(({ heading }) => heading.getBoundingClientRect().top <= line);
      for (const { link } of places) {
        if (link === current?.link) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
      const box = text.getBoundingClientRect();
      const left = Math.min(1, Math.max(0, (box.bottom - window.innerHeight) / box.height));
      const say = left > 0 ? `${Math.max(1, Math.round(left * minutes))} min left` : "Read";
      for (const place of document.querySelectorAll(".toc-left")) place.textContent = say;
    };
    const onScroll = () => {
      queued ||= requestAnimationFrame(follow);
    };
    follow();
    window.addEventListener("scroll", onScroll, { passive: true });
    window.addEventListener("resize", onScroll, { passive: true });
    return () => {
      cancelAnimationFrame(queued);
      window.removeEventListener("scroll", onScroll);
      window.removeEventListener("resize", onScroll);
    };
  }, [minutes]);
  return null;
}
