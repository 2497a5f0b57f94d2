import { SearchMark } from "@quoin/ui";
import { Fragment } from "react";

/** Text in which the runs that answer a search are marked. */
export function Marked({ runs }: { runs: readonly { text: string; hit: boolean }[] }) {
  return runs.map(({ text, hit }, index) =>
    // oxlint-disable-next-line react/no-array-index-key -- a text that does not change
    hit ? <SearchMark key={index}>{text}</SearchMark> : <Fragment key={index}>{text}</Fragment>,
  );
}
