import { SkeletonRows } from "@quoin/ui";
import { PageBar } from "./page-bar.tsx";

/** A page on its way: its bar, and rows at their real height. */
export function PageLoading() {
  return (
    <>
      <PageBar title={<span className="sk sk-c" />} />
      <main id="main" aria-busy="true" tabIndex={-1}>
        <SkeletonRows rows={10} label="Loading the page" />
      </main>
    </>
  );
}
