import {
  FileText,
  Gauge,
  KeyRound,
  type LucideIcon,
  Mail,
  MessageSquare,
  ScrollText,
  Settings2,
  Shapes,
  Tags,
  Users,
} from "lucide-react";
import type { PlaceIcon as Name } from "./places.ts";

const icons: Record<Name, LucideIcon> = {
  dashboard: Gauge,
  posts: FileText,
  comments: MessageSquare,
  categories: Shapes,
  tags: Tags,
  users: Users,
  keys: KeyRound,
  outbox: Mail,
  audit: ScrollText,
  settings: Settings2,
};

export function PlaceIcon({ name }: { name: Name }) {
  const Icon = icons[name];
  return <Icon className="ic" aria-hidden />;
}
