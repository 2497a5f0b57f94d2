"use client";

import { useEffect } from "react";

/** Gives each code block of the text a button that copies it; without script there is none. */
export function CodeCopy() {
  useEffect(() => {
    const added = [...document.querySelectorAll(".prose figure.code")].flatMap((figure) => {
      const code = figure.querySelector("pre");
      if (!code) return [];
      const button = document.createElement("button");
      button.type = "button";
      button.className = "linkbtn code-copy";
      button.textContent = "Copy";
      button.addEventListener("click", () => void copy(code.textContent, button));
      (figure.querySelector(".code-bar") ?? figure).append(button);
      return [button];
    });
    return () => {
      for (const button of added) button.remove();
    };
  }, []);
  return null;
}

async function copy(text: string, button: HTMLButtonElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Select it and copy by hand";
  }
  setTimeout(() => {
    button.textContent = "Copy";
  }, 2_000);
}
