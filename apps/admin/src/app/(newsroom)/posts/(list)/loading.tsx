import { SkeletonRows } from "@quoin/ui";
import { PageBar } from "../../../../frame/page-bar.tsx";

export default function Loading() {
  return (
    <>
      <PageBar title="Posts" />
      <main id="main" aria-busy="true" tabIndex={-1}>
        <div className="tabs" />
        <div className="toolbar tall" />
        <SkeletonRows rows={14} label="Loading posts" />
      </main>
    </>
  );
}
