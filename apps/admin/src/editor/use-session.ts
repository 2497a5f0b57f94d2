"use client";

import { apiError, type Outputs } from "@quoin/client";
import { api } from "@quoin/client/react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { wordsOf } from "../failure.ts";
import { doneOnce, newCallKey } from "../forms/done-once.ts";
import {
  type Draft,
  draftOf,
  type EditablePost,
  editOf,
  emptyDraft,
  newPostOf,
  sameText,
} from "./draft.ts";
import { keeperOf } from "./keep.ts";
import type { Making } from "./kept-copy.ts";
import {
  type Happening,
  isDirty,
  isOurs,
  maySave,
  next,
  savesIn,
  sentOf,
  type Session,
  type Theirs,
} from "./session.ts";
import { listenToTabs, type TabsChannel } from "./tabs-channel.ts";

type Moved = Outputs["post"]["publish"][number];

/** A kept copy that was found when the post was opened. */
export interface Found {
  readonly at: number;
}

export interface Writing {
  readonly session: Session;
  /**
   * False until this browser was asked for what it keeps of the post. What was typed before would stand
   * in its place, and on a page whose script is still on its way it would be lost: nothing is taken.
   */
  readonly ready: boolean;
  readonly edit: (patch: Partial<Draft>) => void;
  /** Saves now and returns the post's id. Null when it did not come about; the session says why. */
  readonly save: () => Promise<string | null>;
  /** It was published, scheduled or withdrawn by a call of its own. */
  readonly moved: (post: Moved) => void;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
  /** Forgets what was typed since the last save. */
  readonly discard: () => void;
  /** Set when something that was never saved was brought back. */
  readonly found: Found | null;
  /** Whether another tab of this browser has the post open. */
  readonly elsewhere: boolean;
  /** False when this browser keeps nothing: then only the server does. */
  readonly kept: boolean;
}

const clock = () => Date.now();
const newTabName = () => crypto.getRandomValues(new Uint32Array(2)).join("-");

/** How long after a stroke it is kept in this browser, in milliseconds. */
const KEEP_AFTER = 300;

/** A post under somebody's hands: typed text is kept here at once and saved by itself. */
export function useSession({
  user,
  post,
  start,
  goesOutOf,
  onCreated,
}: {
  user: string;
  /** Null for a new one. */
  post: EditablePost | null;
  start: Draft;
  /** When a post goes out, on the publication's clock. */
  goesOutOf: (post: Pick<EditablePost, "scheduledAt">) => string;
  onCreated: (post: EditablePost) => void;
}): Writing {
  const utils = api.useUtils();
  const update = api.post.update.useMutation();
  const [session, show] = useState((): Session => ({
    id: post?.id ?? null,
    status: post?.status ?? "draft",
    version: post?.version ?? 0,
    saved: post ? start : emptyDraft,
    draft: start,
    sending: null,
    online: true,
    trouble: null,
    attempts: 0,
    unanswered: [],
    theirs: null,
    savedAt: post ? post.updatedAt.getTime() : null,
  }));
  // What runs later looks at the session of then, drawn or not.
  const latest = useRef(session);
  const happen = useCallback((happening: Happening) => {
    latest.current = next(latest.current, happening);
    show(latest.current);
  }, []);
  const [found, setFound] = useState<Found | null>(null);
  const [elsewhere, setElsewhere] = useState(false);
  const [kept, setKept] = useState(true);
  const [ready, setReady] = useState(false);
  const keeper = useMemo(() => keeperOf(user), [user]);
  const tabs = useRef<TabsChannel>(undefined);
  const [tab] = useState(newTabName);
  const here = useRef(true);
  const running = useRef<Promise<string | null> | null>(null);
  // From then on nothing may be kept as a new post: it would come back beside the one that was made.
  const wasMade = useRef(false);
  // A first save whose answer got lost is sent again as it was: what was typed since is the second one.
  const making = useRef<Making | null>(null);
  const place = session.id ?? "new";

  const theirsOf = (given: EditablePost): Theirs => {
    const draft = draftOf(given, goesOutOf(given));
    // Theirs has an excerpt in any case; one that ours leaves to the text counts as left.
    const excerpt = latest.current.draft.excerpt === "" ? "" : draft.excerpt;
    return { version: given.version, status: given.status, draft: { ...draft, excerpt } };
  };

  const keep = useCallback(
    (place: string, version: number, draft: Draft) =>
      keeper.write(place, {
        version,
        draft,
        at: clock(),
        ...(place === "new" && making.current && { making: making.current }),
        ...(place !== "new" && { unanswered: sentOf(latest.current) }),
      }),
    [keeper],
  );

  // What was typed before and never saved comes back.
  useEffect(() => {
    let gone = false;
    async function look() {
      const copy = await keeper.find(latest.current.id ?? "new");
      if (gone) return;
      const { draft: shown, saved, version } = latest.current;
      // Somebody was quicker than the storage: what they type now comes first.
      if (copy && sameText(shown, saved) && !sameText(copy.draft, saved)) {
        setFound({ at: copy.at });
        if (latest.current.id === null) making.current = copy.making ?? null;
        // A copy from before the first save does not know who the author is.
        const authors = copy.draft.authors.length > 0 ? copy.draft.authors : saved.authors;
        const slug = copy.draft.slug || saved.slug;
        const { unanswered = [] } = copy;
        happen({ type: "brought back", patch: { ...copy.draft, authors, slug }, unanswered });
        if (copy.version < version)
          happen({
            type: "conflicted",
            theirs: { version, status: latest.current.status, draft: saved },
            at: clock(),
          });
      } else if (copy && sameText(copy.draft, saved)) await keeper.drop(latest.current.id ?? "new");
    }
    void look().finally(() => {
      if (!gone) setReady(true);
    });
    return () => {
      gone = true;
    };
  }, [keeper, happen]);

  // Every stroke is kept here shortly after, and at once when the page goes.
  const { draft, version } = session;
  const dirty = isDirty(session);
  useEffect(() => {
    if (!ready) return undefined;
    if (!dirty) {
      const timer = setTimeout(() => void keeper.drop(place), KEEP_AFTER);
      return () => clearTimeout(timer);
    }
    const keepIt = () => {
      if (place === "new" && wasMade.current) return;
      void keep(place, version, draft).then(setKept);
    };
    const timer = setTimeout(keepIt, KEEP_AFTER);
    const leaving = () => {
      if (document.visibilityState === "hidden") keepIt();
    };
    document.addEventListener("visibilitychange", leaving);
    window.addEventListener("pagehide", keepIt);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", leaving);
      window.removeEventListener("pagehide", keepIt);
    };
  }, [keeper, keep, place, version, draft, dirty, ready]);

  function change(id: string, version: number, draft: Draft, saved: Draft) {
    happen({ type: "sent" });
    return update.mutateAsync([editOf(id, version, draft, saved)]);
  }

  async function make(call: Making) {
    const { key, draft } = call;
    happen({ type: "sent", draft });
    // A page that goes before the answer comes sends it again as it was, and makes no second post.
    await keep("new", 0, latest.current.draft);
    return utils.client.post.create.mutate([newPostOf(draft)], doneOnce(key));
  }

  async function attempt(): Promise<string | null> {
    const { id, version, draft, saved } = latest.current;
    try {
      const [made] = id
        ? await change(id, version, draft, saved)
        : await make((making.current ??= { key: newCallKey(), draft }));
      if (!made) return null;
      if (!id) {
        wasMade.current = true;
        await keeper.drop("new");
        // Who has left meanwhile is on another page, whose address is its own.
        if (here.current) onCreated(made);
      }
      happen({
        type: "saved",
        id: made.id,
        version: made.version,
        status: made.status,
        slug: made.slug,
        authors: made.authors.map(({ id, name }) => ({ id, name })),
        at: clock(),
      });
      // On the page itself a copy is dropped once nothing is left to save; see below.
      if (!here.current) await keeper.drop(made.id);
      tabs.current?.say({ kind: "saved", post: made.id, tab, version: made.version });
      utils.post.byId.setData({ id: made.id }, made);
      await Promise.all([utils.post.manage.invalidate(), utils.post.counts.invalidate()]);
      return made.id;
    } catch (error) {
      return failed(error, id, draft);
    }
  }

  /** What became of a save that was not answered with a yes: the post's id when it is saved all the same. */
  async function failed(error: unknown, id: string | null, sent: Draft): Promise<string | null> {
    const known = apiError(error);
    // A gateway that answers for a server that does not is no answer.
    if (!known || known.code === "unavailable" || known.code === "rate_limited") {
      happen({ type: "unreached" });
      return null;
    }
    making.current = null;
    const field = known.details[0]?.field ?? null;
    if (known.code === "conflict" && field !== "slug" && id) {
      try {
        const theirs = theirsOf(await utils.client.post.byId.query({ id }));
        const ours = isOurs(latest.current, theirs);
        happen({ type: "conflicted", theirs, at: clock() });
        // An earlier save that was never answered had arrived; what was typed since goes on from there.
        if (ours)
          return sameText(theirs.draft, sent) || !isDirty(latest.current) ? id : await attempt();
      } catch {
        happen({ type: "unreached" });
      }
      return null;
    }
    const words = wordsOf(error);
    const trouble = {
      kind: "refused",
      words: known.message,
      reference: words.reference,
      field: field?.split(".").at(-1) ?? null,
    } as const;
    happen({ type: "refused", trouble });
    return null;
  }

  /** One save at a time; whoever asks meanwhile waits for it and then saves the rest. */
  async function save(): Promise<string | null> {
    while (running.current) await running.current;
    if (!isDirty(latest.current)) return latest.current.id;
    if (!maySave(latest.current)) return null;
    running.current = attempt();
    const saved = await running.current;
    running.current = null;
    return saved;
  }
  const saveLater = useRef(save);
  useEffect(() => {
    saveLater.current = save;
  });

  // Who leaves the page within the pause loses nothing either.
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
      const { id, draft, version } = latest.current;
      if (!isDirty(latest.current)) return;
      void keep(id ?? "new", version, draft);
      if (savesIn(latest.current) !== null) void saveLater.current();
    };
  }, [keep]);

  // Each stroke makes another session, and so starts the pause anew.
  useEffect(() => {
    const wait = ready ? savesIn(session) : null;
    if (wait === null) return undefined;
    const timer = setTimeout(() => void saveLater.current(), wait);
    return () => clearTimeout(timer);
  }, [session, ready]);

  useEffect(() => {
    const tell = () => happen({ type: "online", online: navigator.onLine });
    tell();
    window.addEventListener("online", tell);
    window.addEventListener("offline", tell);
    return () => {
      window.removeEventListener("online", tell);
      window.removeEventListener("offline", tell);
    };
  }, [happen]);

  const renew = useRef((_id: string) => Promise.resolve());
  useEffect(() => {
    renew.current = async (id: string) => {
      const newest = await utils.client.post.byId.query({ id });
      happen({ type: "renewed", theirs: theirsOf(newest), at: clock() });
    };
  });
  const { id } = session;
  useEffect(() => {
    if (id === null) return undefined;
    const others = new Set<string>();
    const channel = listenToTabs((word) => {
      if (word.post !== id || word.tab === tab) return;
      if (word.kind === "left") others.delete(word.tab);
      else others.add(word.tab);
      setElsewhere(others.size > 0);
      if (word.kind === "opened") channel.say({ kind: "here", post: id, tab });
      // Not reached: the next save finds out.
      if (word.kind === "saved") renew.current(id).catch(() => {});
    });
    tabs.current = channel;
    channel.say({ kind: "opened", post: id, tab });
    // A page that one comes back to is shown as it was left; the post may have gone on since.
    renew.current(id).catch(() => {});
    const leave = () => channel.say({ kind: "left", post: id, tab });
    window.addEventListener("pagehide", leave);
    return () => {
      leave();
      window.removeEventListener("pagehide", leave);
      channel.close();
    };
  }, [id, tab]);

  return {
    session,
    ready,
    edit: (patch) => {
      if (ready) happen({ type: "edited", patch });
    },
    save,
    moved: (post) => {
      const { version, status } = post;
      happen({ type: "moved", version, status, goesOut: goesOutOf(post) });
      if (id) tabs.current?.say({ kind: "saved", post: id, tab, version });
    },
    keepMine: () => happen({ type: "kept mine" }),
    takeTheirs: () => happen({ type: "took theirs" }),
    discard: () => {
      setFound(null);
      // What is written next is another post: the draft that is given up must not be sent in its place.
      if (latest.current.id === null) making.current = null;
      happen({ type: "edited", patch: latest.current.saved });
    },
    found,
    elsewhere,
    kept,
  };
}
