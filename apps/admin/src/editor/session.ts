import { type Byline, type Draft, isBlank, sameText } from "./draft.ts";
import type { PostStatus } from "../posts/query.ts";

/**
 * The life of one post under somebody's hands, without a clock, a network or a screen: what is typed,
 * what is saved, and what stands between the two.
 */

/** Why the last save came to nothing. */
export type Trouble =
  /** It never arrived; worth another try. */
  | { readonly kind: "unreached" }
  /** It was refused; another try helps only after a change. */
  | {
      readonly kind: "refused";
      readonly words: string;
      readonly reference: string | null;
      readonly field: string | null;
    };

/** A newer version that somebody else saved. */
export interface Theirs {
  readonly version: number;
  readonly status: PostStatus;
  readonly draft: Draft;
}

export interface Session {
  /** Null until the first save. */
  readonly id: string | null;
  readonly status: PostStatus;
  readonly version: number;
  /** As the server has it. */
  readonly saved: Draft;
  /** As it stands on the screen. */
  readonly draft: Draft;
  /** What is on its way to the server. */
  readonly sending: Draft | null;
  readonly online: boolean;
  readonly trouble: Trouble | null;
  /** How often a save did not arrive in a row. */
  readonly attempts: number;
  /** What was sent and never answered: the server may have it all the same. */
  readonly unanswered: readonly Draft[];
  readonly theirs: Theirs | null;
  /** When it was last saved, in milliseconds. */
  readonly savedAt: number | null;
}

export type Happening =
  | { readonly type: "edited"; readonly patch: Partial<Draft> }
  /** What this browser kept, with what was sent before the page went and never answered. */
  | {
      readonly type: "brought back";
      readonly patch: Partial<Draft>;
      readonly unanswered: readonly Draft[];
    }
  /** The text on the screen, or the one that was sent before and whose answer got lost. */
  | { readonly type: "sent"; readonly draft?: Draft }
  | {
      readonly type: "saved";
      readonly id: string;
      readonly version: number;
      readonly status: PostStatus;
      readonly slug: string;
      readonly authors: readonly Byline[];
      readonly at: number;
    }
  | { readonly type: "refused"; readonly trouble: Trouble & { kind: "refused" } }
  | { readonly type: "unreached" }
  | { readonly type: "conflicted"; readonly theirs: Theirs; readonly at: number }
  | { readonly type: "kept mine" }
  | { readonly type: "took theirs" }
  /** Somebody else saved while nothing was changed here. */
  | { readonly type: "renewed"; readonly theirs: Theirs; readonly at: number }
  /** It was published, unpublished, archived or scheduled. */
  | {
      readonly type: "moved";
      readonly version: number;
      readonly status: PostStatus;
      /** When it goes out now; empty when by nobody's plan. */
      readonly goesOut: string;
    }
  | { readonly type: "online"; readonly online: boolean };

/** True when the screen shows something that the server does not have. */
export const isDirty = ({ draft, saved }: Session): boolean => !sameText(draft, saved);

/** What becomes of a session when something happens. */
export function next(session: Session, happening: Happening): Session {
  switch (happening.type) {
    case "edited": {
      const draft = { ...session.draft, ...happening.patch };
      // A refusal stands until something has changed; leaving a field as it was is no change.
      if (sameText(draft, session.draft) && draft.goesOut === session.draft.goesOut) return session;
      const trouble = session.trouble?.kind === "refused" ? null : session.trouble;
      return { ...session, draft, trouble };
    }
    case "brought back": {
      const { patch, unanswered } = happening;
      return { ...next(session, { type: "edited", patch }), unanswered };
    }
    case "sent":
      return { ...session, sending: happening.draft ?? session.draft, trouble: null };
    case "saved": {
      const sent = session.sending ?? session.draft;
      const { id, version, status, slug, authors, at } = happening;
      // The server may have made the slug and named the author; what was typed since stays.
      const draft = {
        ...session.draft,
        ...(session.draft.slug === sent.slug && { slug }),
        ...(session.draft.authors === sent.authors && { authors }),
      };
      return {
        ...session,
        id,
        version,
        status,
        // A save does not move it: it goes out when it did.
        saved: { ...sent, slug, authors, goesOut: session.saved.goesOut },
        draft,
        sending: null,
        trouble: null,
        attempts: 0,
        unanswered: [],
        savedAt: at,
      };
    }
    case "refused":
      return { ...session, sending: null, trouble: happening.trouble, attempts: 0 };
    case "unreached":
      return {
        ...session,
        sending: null,
        trouble: { kind: "unreached" },
        attempts: session.attempts + 1,
        unanswered: sentOf(session),
      };
    case "conflicted": {
      const { theirs, at } = happening;
      if (isOurs(session, theirs)) {
        const ours = adopt(session, theirs, at);
        // What was typed since stays, and is saved next.
        return sameText(theirs.draft, session.draft) ? ours : { ...ours, draft: session.draft };
      }
      return { ...session, sending: null, trouble: null, attempts: 0, unanswered: [], theirs };
    }
    case "kept mine":
      return session.theirs
        ? {
            ...session,
            version: session.theirs.version,
            status: session.theirs.status,
            saved: session.theirs.draft,
            theirs: null,
          }
        : session;
    case "took theirs":
      return session.theirs ? adopt(session, session.theirs, session.savedAt) : session;
    case "renewed":
      return isDirty(session) || session.sending || happening.theirs.version <= session.version
        ? session
        : adopt(session, happening.theirs, happening.at);
    case "moved":
      return {
        ...session,
        version: happening.version,
        status: happening.status,
        saved: { ...session.saved, goesOut: happening.goesOut },
        draft: { ...session.draft, goesOut: happening.goesOut },
      };
    case "online":
      return happening.online
        ? { ...session, online: true, attempts: 0 }
        : { ...session, online: false };
    default:
      return happening satisfies never;
  }
}

const MOST_UNANSWERED = 5;

/** What was sent and not answered so far, the newest last; all of it may have arrived. */
export const sentOf = ({ unanswered, sending }: Session): readonly Draft[] =>
  sending && !unanswered.some((sent) => sameText(sent, sending))
    ? [...unanswered, sending].slice(-MOST_UNANSWERED)
    : unanswered;

/** True when a newer version is what was sent from here, and the answer to that got lost. */
export const isOurs = (session: Session, { draft }: Theirs): boolean =>
  [session.draft, ...sentOf(session)].some((sent) => sameText(draft, sent));

const adopt = (session: Session, theirs: Theirs, at: number | null): Session => ({
  ...session,
  version: theirs.version,
  status: theirs.status,
  saved: theirs.draft,
  draft: theirs.draft,
  sending: null,
  trouble: null,
  attempts: 0,
  unanswered: [],
  theirs: null,
  savedAt: at,
});

/** How long after the last stroke a draft is saved, in milliseconds. */
const PAUSE = 1_500;
const LONGEST = 30_000;

/** Whether the server should be asked to save now; what readers see is saved when somebody says so. */
export const maySave = (session: Session): boolean =>
  session.sending === null && session.theirs === null && session.online && isDirty(session);

/** In how many milliseconds the draft saves itself; null when it does not. */
export function savesIn(session: Session): number | null {
  if (!maySave(session) || session.status === "published") return null;
  if (session.id === null && isBlank(session.draft)) return null;
  if (session.trouble?.kind === "refused") return null;
  if (session.trouble?.kind === "unreached")
    return Math.min(1_000 * 2 ** session.attempts, LONGEST);
  return PAUSE;
}

/** How the state of saving is shown. */
export type Line = "untouched" | "saved" | "saving" | "waiting" | "offline" | "failed" | "conflict";

export function lineOf(session: Session): Line {
  if (session.theirs) return "conflict";
  if (session.sending) return "saving";
  if (!session.online) return "offline";
  if (session.trouble) return "failed";
  if (isDirty(session)) return "waiting";
  return session.savedAt === null ? "untouched" : "saved";
}
