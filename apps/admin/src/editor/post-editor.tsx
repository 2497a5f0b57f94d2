"use client";

import { api } from "@quoin/client/react";
import { toast } from "@quoin/ui/toast";
import type { MenuItem } from "@quoin/ui/menu";
import {
  Archive,
  ExternalLink,
  Eye,
  ListChecks,
  PenLine,
  Settings2,
  Trash2,
  Undo2,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { wordsOf } from "../failure.ts";
import { Hints } from "../frame/hints.tsx";
import { useKeys } from "../keyboard/use-keys.ts";
import type { Act } from "../posts/acts.ts";
import { useActs } from "../posts/use-acts.tsx";
import { checksOf, type Spot } from "./checklist.ts";
import { Conflict } from "./conflict.tsx";
import { draftOf, type EditablePost, emptyDraft } from "./draft.ts";
import { EditorTop } from "./editor-top.tsx";
import { FormatBar, type View } from "./format-bar.tsx";
import { MarkdownField, type MarkdownFieldHandle } from "./markdown-field.tsx";
import { Notes } from "./notes.tsx";
import { Ready } from "./ready.tsx";
import { SavedLine } from "./saved-line.tsx";
import { isDirty } from "./session.ts";
import { SettingsPanel } from "./settings-panel.tsx";
import { type Preview, usePreview } from "./use-preview.ts";
import { useSession } from "./use-session.ts";
import { fromWall, toWall } from "./zoned.ts";

/** On a narrow screen the panel's parts are views of their own. */
type Pane = "write" | "settings" | "checks";

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
  const [busy, setBusy] = useState(false);
  const [locking, setLocking] = useState(false);
  const text = useRef<MarkdownFieldHandle>(null);
  const dek = useRef<HTMLTextAreaElement>(null);
  const preview = usePreview(draft.body, post === given ? first : null);
  const categories = api.category.list.useQuery({});
  const publish = api.post.publish.useMutation();
  const schedule = api.post.schedule.useMutation();

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
  const isOut = status === "published";
  const main = isOut
    ? "Update"
    : draft.goesOut !== "" && draft.goesOut !== scheduled
      ? "Schedule"
      : "Publish";
  const whyNot = whyNotNow();

  function whyNotNow(): string | undefined {
    if (!writing.ready) return "Opening the post";
    if (session.theirs) return "Choose a side first";
    if (draft.title.trim() === "") return "Give it a title first";
    if (!session.online) return "You are offline; it can go out when you are back";
    if (isOut && !isDirty(session)) return "Everything here is out already";
    return undefined;
  }

  async function lockUp(act: typeof main) {
    if (busy || whyNot !== undefined) return;
    setBusy(true);
    try {
      const saved = await save();
      if (saved === null) {
        toast({ tone: "bad", message: "Not saved, so nothing went out. The note above says why." });
        return;
      }
      if (act === "Update") {
        toast({ message: "Readers see the new version" });
        return;
      }
      const at = fromWall(draft.goesOut, timeZone);
      const [moved] =
        act === "Schedule" && at
          ? await schedule.mutateAsync({ ids: [saved], at })
          : await publish.mutateAsync({ ids: [saved] });
      if (!moved) return;
      writing.moved(moved);
      await utils.post.invalidate();
      if (act === "Schedule") {
        toast({ message: `“${moved.title}” goes out on ${draft.goesOut.replace("T", " at ")}` });
        return;
      }
      setLocking(true);
      setTimeout(() => setLocking(false), 300);
      done("publish", [{ ...subject, id: saved, title: moved.title }]);
    } catch (error) {
      toast({ tone: "bad", message: wordsOf(error).full });
    } finally {
      setBusy(false);
    }
  }

  /** An act that changes what was saved first saves what was typed. */
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

  const items: MenuItem[] = [
    ...(isOut
      ? [
          {
            id: "view",
            label: "View on the site",
            icon: <ExternalLink className="ic" aria-hidden />,
            href: `${site}/posts/${session.saved.slug}`,
          },
        ]
      : []),
    ...(main === "Schedule"
      ? [{ id: "now", label: "Publish now", onSelect: () => void lockUp("Publish") }]
      : []),
    {
      id: "unpublish",
      label: isOut ? "Unpublish" : "Back to drafts",
      icon: <Undo2 className="ic" aria-hidden />,
      disabled: id === null || status === "draft",
      onSelect: () => act("unpublish"),
    },
    {
      id: "archive",
      label: "Archive",
      icon: <Archive className="ic" aria-hidden />,
      disabled: id === null || status === "archived",
      onSelect: () => act("archive"),
    },
    {
      id: "delete",
      label: isOut ? "Delete (archive it first)" : "Delete",
      icon: <Trash2 className="ic" aria-hidden />,
      danger: true,
      divided: true,
      disabled: id === null || isOut,
      onSelect: () => act("delete"),
    },
  ];

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
        items={items}
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
              <div className="ed-doc ed-source">
                <textarea
                  id="post-title"
                  className="ed-title"
                  aria-label="Title"
                  placeholder="Title"
                  rows={1}
                  maxLength={200}
                  readOnly={!writing.ready}
                  value={draft.title}
                  onChange={(event) =>
                    edit({ title: event.currentTarget.value.replace(/\n+/g, " ") })
                  }
                  onKeyDown={(event) => {
                    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
                    event.preventDefault();
                    dek.current?.focus();
                  }}
                />
                <textarea
                  ref={dek}
                  className="ed-dek"
                  aria-label="Standfirst"
                  placeholder="Standfirst: what it is about, in a sentence"
                  rows={1}
                  maxLength={500}
                  readOnly={!writing.ready}
                  value={draft.excerpt}
                  onChange={(event) =>
                    edit({ excerpt: event.currentTarget.value.replace(/\n+/g, " ") })
                  }
                  onKeyDown={(event) => {
                    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
                    event.preventDefault();
                    text.current?.goTo(0);
                  }}
                />
                {writing.ready ? (
                  <MarkdownField
                    ref={text}
                    label="Text"
                    hint="Write here, in Markdown"
                    value={draft.body}
                    onChange={(body) => edit({ body })}
                  />
                ) : (
                  <div className="md-field" />
                )}
              </div>
              {view !== "write" && (
                <article className="ed-doc ed-preview" aria-label="Preview">
                  <p className="ed-title">{draft.title || "Untitled"}</p>
                  {(draft.excerpt || preview?.excerpt) && (
                    <p className="dek">{draft.excerpt || preview?.excerpt}</p>
                  )}
                  <div
                    className="prose"
                    // oxlint-disable-next-line react/no-danger -- sanitized by the renderer of the API
                    dangerouslySetInnerHTML={{ __html: preview?.html ?? "" }}
                  />
                </article>
              )}
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
              isOut={isOut}
            />
            <Ready checks={checks} onFix={fix} />
          </section>
        </main>
      )}
      <nav className="ed-tabs only-md" aria-label="Editor views">
        <button
          type="button"
          aria-current={pane === "write" && view !== "preview" ? "true" : undefined}
          onClick={() => {
            setPane("write");
            setView("write");
          }}
        >
          <PenLine className="ic" aria-hidden />
          Write
        </button>
        <button
          type="button"
          aria-current={pane === "write" && view === "preview" ? "true" : undefined}
          onClick={() => {
            setPane("write");
            setView("preview");
          }}
        >
          <Eye className="ic" aria-hidden />
          Preview
        </button>
        <button
          type="button"
          aria-current={pane === "settings" ? "true" : undefined}
          onClick={() => setPane("settings")}
        >
          <Settings2 className="ic" aria-hidden />
          Settings
        </button>
        <button
          type="button"
          aria-current={pane === "checks" ? "true" : undefined}
          onClick={() => setPane("checks")}
        >
          <ListChecks className="ic" aria-hidden />
          Checks
          {left > 0 && <i>{left}</i>}
        </button>
      </nav>
      {dialog}
    </div>
  );
}
