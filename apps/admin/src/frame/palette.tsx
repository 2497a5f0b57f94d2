"use client";

import { api } from "@quoin/client/react";
import { statusWord } from "@quoin/ui/status";
import { CornerDownRight, FileText, Search, Zap } from "lucide-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { KeyCaps } from "../keyboard/key-caps.tsx";
import { singleKeys } from "../keyboard/keyboard.ts";
import { useDebounced } from "../list/use-debounced.ts";
import { type Command, matching, pageCommands } from "./commands.ts";
import type { Place } from "./places.ts";

const icons = { Pages: CornerDownRight, Actions: Zap, Posts: FileText };

/** Find or do: pages, acts, and posts by what they say. */
export function Palette(props: {
  open: boolean;
  onClose: () => void;
  onKeys: () => void;
  places: readonly Place[];
  site: string;
}) {
  const { open, onClose } = props;
  const ref = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const dialog = ref.current;
    if (!dialog || dialog.open === open) return;
    if (open) dialog.showModal();
    else dialog.close();
  }, [open]);

  // A press beside the box lands on the dialog itself.
  useEffect(() => {
    const dialog = ref.current;
    const beside = (event: PointerEvent) => {
      if (event.target === dialog) onClose();
    };
    dialog?.addEventListener("pointerdown", beside);
    return () => dialog?.removeEventListener("pointerdown", beside);
  }, [onClose]);

  return (
    <dialog
      ref={ref}
      className="dialog palette"
      aria-label="Find or do"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={() => {
        if (open) onClose();
      }}
    >
      {open && <Finder {...props} />}
    </dialog>
  );
}

function Finder({
  onClose,
  onKeys,
  places,
  site,
}: {
  onClose: () => void;
  onKeys: () => void;
  places: readonly Place[];
  site: string;
}) {
  const id = useId();
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const wanted = useDebounced(typed.trim(), 150);
  const posts = api.post.manage.useQuery(
    { q: wanted, limit: 8 },
    { enabled: wanted.length > 1, placeholderData: (before) => before },
  );

  const acts: Command[] = [
    {
      id: "new",
      label: "New post",
      group: "Actions",
      keys: "n",
      run: () => router.push("/posts/new"),
    },
    {
      id: "site",
      label: "View site",
      note: "as readers see it",
      group: "Actions",
      run: () => window.open(site, "_blank", "noopener"),
    },
    { id: "keys", label: "All keys", note: "shortcuts", group: "Actions", keys: "?", run: onKeys },
    {
      id: "single",
      label: singleKeys.on() ? "Switch single keys off" : "Switch single keys on",
      note: "shortcuts",
      group: "Actions",
      run: () => singleKeys.set(!singleKeys.on()),
    },
    {
      id: "account",
      label: "Your account",
      note: "name, password, sessions",
      group: "Actions",
      run: () => router.push("/account"),
    },
  ];
  const found: Command[] =
    wanted.length > 1 && typed.trim().length > 1
      ? (posts.data?.items ?? []).map(({ id, title, status }) => ({
          id,
          label: title,
          note: statusWord(status),
          group: "Posts",
          run: () => router.push(`/posts/${id}`),
        }))
      : [];
  const commands = [
    ...matching(typed, [...pageCommands(places, (href) => router.push(href)), ...acts]),
    ...found,
  ];
  const current = Math.min(at, commands.length - 1);

  useEffect(() => {
    list.current?.querySelectorAll("[role=option]")[current]?.scrollIntoView({ block: "nearest" });
  }, [current]);

  function choose(command: Command | undefined) {
    if (!command) return;
    onClose();
    command.run();
  }

  function move(event: KeyboardEvent) {
    const last = commands.length - 1;
    const to = {
      ArrowDown: current >= last ? 0 : current + 1,
      ArrowUp: current <= 0 ? last : current - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (to !== undefined && !((event.key === "Home" || event.key === "End") && typed !== "")) {
      event.preventDefault();
      setAt(to);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      choose(commands[current]);
    }
  }

  const waiting = posts.isFetching || wanted !== typed.trim();
  return (
    <>
      <div className="palette-box">
        <Search className="ic" aria-hidden />
        <input
          // The palette opened because somebody asked for it; they want to type.
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- see above
          autoFocus
          role="combobox"
          aria-label="Find or do"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={commands[current] && `${id}-${current}`}
          placeholder="Find or do"
          maxLength={200}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={move}
        />
        {waiting && typed.trim().length > 1 && <span className="spin" aria-hidden="true" />}
        <KeyCaps of="Escape" />
      </div>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label="What there is" tabIndex={-1}>
        {commands.map((command, index) => {
          const Icon = icons[command.group];
          const opens = commands[index - 1]?.group !== command.group;
          return (
            <div key={command.id} role="presentation">
              {opens && (
                <p className="palette-group" role="presentation">
                  {command.group}
                </p>
              )}
              {/* The field keeps the focus and moves the choice; see aria-activedescendant. */}
              {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- see above */}
              <div
                id={`${id}-${index}`}
                role="option"
                aria-selected={index === current}
                className="mi"
                onPointerMove={() => setAt(index)}
                onClick={() => choose(command)}
              >
                <Icon className="ic" aria-hidden />
                <span className={command.group === "Posts" ? "serif" : undefined}>
                  {command.label}
                </span>
                {command.keys ? (
                  <KeyCaps of={command.keys} />
                ) : (
                  command.note && <small>{command.note}</small>
                )}
              </div>
            </div>
          );
        })}
      </div>
      <output className="vh">
        {commands.length === 0 ? "Nothing found" : `${commands.length} found`}
      </output>
      {commands.length === 0 && !waiting && (
        <p className="palette-none">Nothing by that name. Try a word from a post.</p>
      )}
    </>
  );
}
