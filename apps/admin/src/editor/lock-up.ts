import { isDirty, type Session } from "./session.ts";

/** The one act that locks a post up, as its button says it. */
export type MainAct = "Publish" | "Update" | "Schedule";

/** What the button would do now. */
export function mainActOf({ status, draft, saved }: Session): MainAct {
  if (status === "published") return "Update";
  return draft.goesOut !== "" && draft.goesOut !== saved.goesOut ? "Schedule" : "Publish";
}

/** Why a post cannot go out now; undefined when it can. */
export function whyNotNow(session: Session, ready: boolean): string | undefined {
  if (!ready) return "Opening the post";
  if (session.theirs) return "Choose a side first";
  if (session.draft.title.trim() === "") return "Give it a title first";
  if (!session.online) return "You are offline; it can go out when you are back";
  if (session.status === "published" && !isDirty(session)) return "Everything here is out already";
  return undefined;
}
