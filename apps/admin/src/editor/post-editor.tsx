"use client";

import { api } from "@quoin/client/react";
import { toast } from "@quoin/ui/toast";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { Hints } from "../frame/hints.tsx";
import { useKeys } from "../keyboard/use-keys.ts";
import type { Act } from "../posts/acts.ts";
import { useActs } from "../posts/use-acts.tsx";
import { checksOf, type Spot } from "./checklist.ts";
import { Conflict } from "./conflict.tsx";
import { draftOf, type EditablePost, emptyDraft } from "./draft.ts";
import { EditorTop } from "./editor-top.tsx";
import { FormatBar, type View } from "./format-bar.tsx";
import type { MarkdownFieldHandle } from "./markdown-field.tsx";
import { Notes } from "./notes.tsx";
import { type Pane, PaneTabs } from "./pane-tabs.tsx";
import { Paper, PaperPreview } from "./paper.tsx";
import { menuOf } from "./post-menu.tsx";
import { Ready } from "./ready.tsx";
import { SavedLine } from "./saved-line.tsx";
import { SettingsPanel } from "./settings-panel.tsx";
import { useLockUp } from "./use-lock-up.ts";
import { type Preview, usePreview } from "./use-preview.ts";
import { useSession } from "./use-session.ts";
import { fromWall, toWall } from "./zoned.ts";

export interface EditorProps {
  /** Whose drafts this browser keeps. */
  user: string;
  /** Null for a new one. */
  post: EditablePost | null;
  preview: Preview | null;
  site: string;
  timeZone: string;
  locale: string;
  editsByline: boolean;
  /** When the page was asked for, in milliseconds. */
  now: number;
}

/** Where a post is written: text, settings, checks, and the button that locks it up. */
export function PostEditor({
  user,
  post: given,
  preview: first,
  site,
  timeZone,
  locale,
  editsByline,
  now,
}: EditorProps) {
  const router = useRouter();
  const utils = api.useUtils();
  // A page that one comes back to is older than what was saved from it.
  const [post] = useState(() => {
    const known = given && utils.post.byId.getData({ id: given.id });
    return known && known.version > given.version ? known : given;
  });
  const goesOutOf = ({ scheduledAt }: Pick<EditablePost, "scheduledAt">) =>
    scheduledAt ? toWall(scheduledAt, timeZone) : "";
  const writing = useSession({
    user,
    post,
    start: post ? draftOf(post, goesOutOf(post), first?.excerpt) : emptyDraft,
    goesOutOf,
    // The address follows without a new page: the caret stays where it is.
    onCreated: ({ id }) => window.history.replaceState(null, "", `/posts/${id}`),
  });
  const { session, edit, save } = writing;
  const { draft, status, id } = session;
  const scheduled = session.saved.goesOut;
  const [view, setView] = useState<View>("write");
  const [pane, setPane] = useState<Pane>("write");
  const [panel, setPanel] = useState(true);
  const text = useRef<MarkdownFieldHandle>(null);
  const preview = usePreview(draft.body, post === given ? first : null);
  const categories = api.category.list.useQuery({});

  const { start, done, dialog } = useActs((moved, act) => {
    if (act === "delete") {
      router.push("/posts");
      return;
    }
    const mine = moved.find((one) => one.id === id);
    if (!mine) return;
    writing.moved(mine);
  });

  const trouble = session.trouble?.kind === "refused" ? session.trouble : null;
  const slugError = trouble?.field === "slug" ? trouble.words : undefined;
  const checks = checksOf(draft, slugError === undefined);
  const passed = `${checks.filter(({ state }) => state === "ok").length} of ${checks.length}`;
  const subject = {
    id: id ?? "",
    title: draft.title,
    status,
    scheduledAt: fromWall(scheduled, timeZone),
  };
  const { main, whyNot, busy, locking, lockUp } = useLockUp(writing, { subject, timeZone, done });

  const act = (name: Act) => start(name, [subject]);

  function fix(spot: Spot) {
    if (spot.kind === "text") {
      setPane("write");
      setView((now) => (now === "preview" ? "write" : now));
      // After the view has changed: what is hidden takes no focus.
      setTimeout(() => text.current?.goTo(spot.at), 0);
      return;
    }
    setPanel(true);
    setPane(spot.name === "title" ? "write" : "settings");
    setTimeout(() => document.getElementById(`post-${spot.name}`)?.focus(), 0);
  }

  useKeys({
    "mod+s": { say: "Save now", run: () => void save() },
    "mod+shift+p": { say: main, run: () => void lockUp(main) },
  });

  const words = preview?.wordCount ?? 0;
  const minutes = preview?.readingMinutes ?? 0;
  const left = checks.filter(({ state }) => state !== "ok").length;

  return (
    <div className="ed">
      <EditorTop
        heading={id === null ? "New post" : `Edit: ${draft.title || "Untitled"}`}
        status={status}
        saved={<SavedLine session={session} timeZone={timeZone} locale={locale} now={now} />}
        count={`${words.toLocaleString(locale)} ${words === 1 ? "word" : "words"}, ${minutes} min`}
        checks={passed}
        main={main}
        busy={busy}
        locking={locking}
        whyNot={whyNot}
        onMain={() => void lockUp(main)}
        items={menuOf({
          session,
          main,
          site,
          onPublish: () => void lockUp("Publish"),
          onAct: act,
        })}
        panel={panel}
        onPanel={() => setPanel(!panel)}
      />
      <Notes writing={writing} timeZone={timeZone} locale={locale} />
      {session.theirs ? (
        <main id="main" tabIndex={-1}>
          <Conflict
            mine={draft}
            theirs={session.theirs}
            categories={new Map((categories.data?.items ?? []).map(({ id, name }) => [id, name]))}
            onMine={() => {
              writing.keepMine();
              toast({ message: "Yours stays; it is saved over theirs" });
            }}
            onTheirs={() => {
              const mine = draft;
              writing.takeTheirs();
              toast({ message: "The post goes on with theirs", undo: { run: () => edit(mine) } });
            }}
          />
        </main>
      ) : (
        <main
          className="ed-grid"
          id="main"
          tabIndex={-1}
          data-view={pane}
          data-panel={panel ? undefined : "away"}
        >
          <div className="ed-page">
            <FormatBar
              onFormat={(format) => text.current?.format(format)}
              view={view}
              onView={setView}
            />
            <div className="ed-desk" data-mode={view}>
              <Paper draft={draft} edit={edit} ready={writing.ready} text={text} />
              {view !== "write" && <PaperPreview draft={draft} preview={preview} />}
            </div>
            <Hints
              of={[
                [["mod+s"], "save"],
                [["mod+shift+p"], main.toLowerCase()],
                [["mod+b"], "bold"],
                [["mod+i"], "italic"],
                [["mod+k"], "find or do"],
              ]}
            />
          </div>
          <section className="ed-panel" aria-label="Post settings">
            <SettingsPanel
              draft={draft}
              edit={edit}
              slugError={slugError}
              madeExcerpt={preview?.excerpt ?? ""}
              site={site}
              timeZone={timeZone}
              editsByline={editsByline && id !== null}
              isOut={status === "published"}
            />
            <Ready checks={checks} onFix={fix} />
          </section>
        </main>
      )}
      <PaneTabs
        pane={pane}
        view={view}
        left={left}
        onPane={(next, nextView) => {
          setPane(next);
          if (nextView) setView(nextView);
        }}
      />
      {dialog}
    </div>
  );
}
