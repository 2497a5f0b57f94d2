"use client";

import { slugify } from "@quoin/api/post/input";
import { Checkbox, Field, TextArea } from "@quoin/ui/field";
import { IconButton } from "@quoin/ui/button";
import { CalendarX2, RefreshCw } from "lucide-react";
import { EXCERPT_LENGTH } from "./checklist.ts";
import type { Draft } from "./draft.ts";
import { BylineField, CategoryField, TagField } from "./pickers.tsx";

/** Everything about a post that is not its text. */
export function SettingsPanel({
  draft,
  edit,
  slugError,
  madeExcerpt,
  site,
  timeZone,
  editsByline,
  isOut,
}: {
  draft: Draft;
  edit: (patch: Partial<Draft>) => void;
  slugError: string | undefined;
  /** What stands in for an excerpt that is not written. */
  madeExcerpt: string;
  site: string;
  timeZone: string;
  editsByline: boolean;
  /** Readers can see it: when it goes out is no question any more. */
  isOut: boolean;
}) {
  const { title, slug, excerpt } = draft;
  const [day = "", hour = ""] = draft.goesOut.split("T");
  const host = site.replace(/^https?:\/\//, "");
  const shownSlug = slug || slugify(title);
  return (
    <div className="ed-fields">
      <Field label="Slug" id="post-slug" error={slugError}>
        {(wiring) => (
          <div className="slug">
            <span aria-hidden="true">/posts/</span>
            <input
              {...wiring}
              value={slug}
              placeholder={shownSlug}
              maxLength={200}
              spellCheck={false}
              autoCapitalize="none"
              onChange={(event) =>
                edit({ slug: event.currentTarget.value.toLowerCase().replace(/\s+/g, "-") })
              }
              onBlur={() => slug && edit({ slug: slugify(slug, 200) })}
            />
            <IconButton
              aria-label="Make slug from title"
              title="Make slug from title"
              onClick={() => edit({ slug: slugify(title) })}
            >
              <RefreshCw className="ic" aria-hidden />
            </IconButton>
          </div>
        )}
      </Field>
      <TextArea
        id="post-excerpt"
        label="Excerpt"
        count={`${excerpt.length} of ${EXCERPT_LENGTH}`}
        rows={4}
        maxLength={500}
        placeholder={madeExcerpt}
        value={excerpt}
        onChange={(event) => edit({ excerpt: event.currentTarget.value.replace(/\n+/g, " ") })}
      />
      <CategoryField value={draft.categoryIds} onChange={(categoryIds) => edit({ categoryIds })} />
      <TagField value={draft.tags} onChange={(tags) => edit({ tags })} />
      {editsByline && (
        <BylineField value={draft.authors} onChange={(authors) => edit({ authors })} />
      )}
      {!isOut && (
        <fieldset className="field">
          <legend className="lab">Goes out</legend>
          <div className="when">
            <input
              type="date"
              className="input"
              aria-label="Day"
              value={day}
              onChange={({ currentTarget: { value } }) =>
                edit({ goesOut: value ? `${value}T${hour || "07:00"}` : "" })
              }
            />
            <input
              type="time"
              className="input"
              aria-label="Time"
              value={hour}
              disabled={day === ""}
              onChange={({ currentTarget: { value } }) =>
                edit({ goesOut: `${day}T${value || "07:00"}` })
              }
            />
            {day && (
              <IconButton aria-label="No fixed time" onClick={() => edit({ goesOut: "" })}>
                <CalendarX2 className="ic" aria-hidden />
              </IconButton>
            )}
          </div>
          <p className="hint">
            {day ? `By itself, on the clock of ${timeZone}` : "When you publish it"}
          </p>
        </fieldset>
      )}
      <Checkbox
        label="Readers may comment"
        checked={draft.commentsOpen}
        onChange={(event) => edit({ commentsOpen: event.currentTarget.checked })}
      />
      <div className="field">
        <span className="lab">In search results</span>
        <div className="seo">
          <span>
            {host} › posts › {shownSlug || "…"}
          </span>
          <b>{title || "Untitled"}</b>
          <p>{clip(excerpt || madeExcerpt)}</p>
        </div>
      </div>
    </div>
  );
}

/** About as much as search engines show. */
const clip = (text: string) => (text.length > 155 ? `${text.slice(0, 154).trimEnd()}…` : text);
