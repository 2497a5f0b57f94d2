import type { ReactNode } from "react";
import { ForRole } from "../../../refusal.tsx";

export default function EditorsLayout({ children }: { children: ReactNode }) {
  return <ForRole atLeast="editor">{children}</ForRole>;
}
