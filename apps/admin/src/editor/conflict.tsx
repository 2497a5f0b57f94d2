"use client";

import { Button } from "@quoin/ui/button";
import { useEffect, useRef } from "react";
import { diffLines, type Piece } from "./diff.ts";
import { differing, type Draft, type Field } from "./draft.ts";
import type { Theirs } from "./session.ts";

const names: Record<Field, string> = {
  title: "Title",
  slug: "Slug",
  excerpt: "Excerpt",
  body: "Text",
  commentsOpen: "Readers may comment",
  categoryIds: "Category",
  tags: "Tags",
  authors: "Byline",
};

/** A field as lines, for comparing. */
function linesOf(draft: Draft, field: Field, categories: ReadonlyMap<string, string>): string {
  if (field === "commentsOpen") return draft.commentsOpen ? "Yes" : "No";
  if (field === "categoryIds")
    return draft.categoryIds.map((id) => categories.get(id) ?? id).join("\n");
  if (field === "tags") return draft.tags.join("\n");
  if (field === "authors") return draft.authors.map(({ name }) => name).join("\n");
  return draft[field];
}

/** Both sides of a conflict, and the choice between them. Nothing is lost before it is made. */
export function Conflict({
  mine,
  theirs,
  categories,
  onMine,
  onTheirs,
}: {
  mine: Draft;
  theirs: Theirs;
  categories: ReadonlyMap<string, string>;
  onMine: () => void;
  onTheirs: () => void;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="conflict" aria-labelledby="conflict-title">
      <div className="conflict-head" role="alert">
        <h2 id="conflict-title" ref={heading} tabIndex={-1}>
          Saved by somebody else in the meantime
        </h2>
        <p>
          Your text is still here and kept in this browser. Compare both, then choose which one the
          post goes on with.
        </p>
      </div>
      {differing(theirs.draft, mine).map((field) => (
        <div key={field}>
          <h3>{names[field]}</h3>
          <div className="diff">
            {numbered(
              diffLines(linesOf(theirs.draft, field, categories), linesOf(mine, field, categories)),
            ).map(({ id, kind, lines }) =>
              kind === "same" ? (
                <Same key={id} lines={lines} />
              ) : (
                <div key={id} className={`diff-${kind}`}>
                  <span className="diff-who">{kind === "mine" ? "Yours" : "Theirs"}</span>
                  <pre>{lines.join("\n") || " "}</pre>
                </div>
              ),
            )}
          </div>
        </div>
      ))}
      <div className="conflict-acts">
        <Button variant="line" onClick={onTheirs}>
          Take theirs
        </Button>
        <Button onClick={onMine}>Keep mine</Button>
      </div>
    </section>
  );
}

const numbered = (pieces: readonly Piece[]) =>
  pieces.map((piece, at) => ({ ...piece, id: String(at) }));

/** What both have; long runs are cut in the middle. */
function Same({ lines }: { lines: readonly string[] }) {
  if (lines.length <= 5) return <pre className="diff-same">{lines.join("\n") || " "}</pre>;
  return (
    <>
      <pre className="diff-same">{lines.slice(0, 2).join("\n")}</pre>
      <p className="diff-cut">{lines.length - 4} lines that are the same</p>
      <pre className="diff-same">{lines.slice(-2).join("\n")}</pre>
    </>
  );
}
