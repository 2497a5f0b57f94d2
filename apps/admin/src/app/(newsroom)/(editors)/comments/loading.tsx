import { Skeleton } from "@quoin/ui";
import { PageBar } from "../../../../frame/page-bar.tsx";

const lines = ["1", "2", "3", "4", "5", "6", "7"];

/** The queue on its way: lines at their real height. */
export default function Loading() {
  return (
    <>
      <PageBar title="Comments" />
      <main id="main" className="flush" aria-busy="true" tabIndex={-1}>
        <output className="vh">Loading comments</output>
        <div className="tri" aria-hidden="true">
          <div className="tri-list">
            <div className="tabs" />
            <ul className="sk-lines">
              {lines.map((line) => (
                <li key={line}>
                  <Skeleton size="a" />
                  <Skeleton size="b" />
                  <Skeleton size="c" />
                </li>
              ))}
            </ul>
          </div>
          <div className="tri-read" />
        </div>
      </main>
    </>
  );
}
