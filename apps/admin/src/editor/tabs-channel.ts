/** What tabs of one browser tell each other about a post. */
export type Word =
  | { readonly kind: "opened" | "here" | "left"; readonly post: string; readonly tab: string }
  | {
      readonly kind: "saved";
      readonly post: string;
      readonly tab: string;
      readonly version: number;
    };

export interface TabsChannel {
  say(word: Word): void;
  close(): void;
}

/** Listens to the other tabs; a browser without channels hears nothing. */
export function listenToTabs(heard: (word: Word) => void): TabsChannel {
  if (typeof BroadcastChannel === "undefined") return { say: () => {}, close: () => {} };
  const channel = new BroadcastChannel("quoin.editor");
  channel.addEventListener("message", ({ data }: MessageEvent<Word>) => heard(data));
  return {
    // Not a window: there is no origin to name.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- see above
    say: (word) => channel.postMessage(word),
    close: () => channel.close(),
  };
}
