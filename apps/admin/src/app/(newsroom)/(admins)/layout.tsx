import type { ReactNode } from "react";
import { ForRole } from "../../../refusal.tsx";

export default function AdminsLayout({ children }: { children: ReactNode }) {
  return <ForRole atLeast="admin">{children}</ForRole>;
}
