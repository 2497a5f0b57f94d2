"use client";

import { ButtonLink } from "@quoin/ui/button";
import { Dialog } from "@quoin/ui/dialog";
import { PenLine } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";

/** Lies over the list under an address of its own; to close it is to go back to the list. */
export function PreviewDialog({ id, children }: { id: string; children: ReactNode }) {
  const router = useRouter();
  const [open, setOpen] = useState(true);
  return (
    <Dialog
      page
      open={open}
      title="Preview"
      onClose={() => {
        setOpen(false);
        router.back();
      }}
      actions={
        <ButtonLink as={Link} variant="line" href={`/posts/${id}`}>
          <PenLine className="ic" aria-hidden />
          Edit
        </ButtonLink>
      }
    >
      {children}
    </Dialog>
  );
}
