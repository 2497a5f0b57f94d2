import { Suspense } from "react";
import { PreviewDialog } from "../../../../../../../posts/preview-dialog.tsx";
import { PreviewWaiting } from "../../../../../../../posts/post-preview.tsx";
import { PreviewOver } from "../../../../../../../posts/preview-over.tsx";

/** A post as readers would see it, over the list that one comes from. */
export default async function PreviewOverList({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <PreviewDialog id={id}>
      <Suspense fallback={<PreviewWaiting />}>
        <PreviewOver id={id} />
      </Suspense>
    </PreviewDialog>
  );
}
