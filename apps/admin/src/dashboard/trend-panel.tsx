"use client";

import { Segmented } from "@quoin/ui/segmented";
import type { PlotPoint } from "@quoin/ui/plot";
import { PlotFigure } from "@quoin/ui/plot-figure";
import { StatusGlyph } from "@quoin/ui/status";
import { useState } from "react";

type Which = "comments" | "posts";

/** What was written and said over time, against the same time before, with the posts that came out. */
export function TrendPanel({
  comments,
  posts,
}: {
  /** 28 days. */
  comments: readonly PlotPoint[];
  /** 12 weeks. */
  posts: readonly PlotPoint[];
}) {
  const [which, setWhich] = useState<Which>("comments");
  const plot = {
    comments: {
      title: "Comments per day",
      points: comments,
      names: { place: "Day", value: "Comments", before: "Before", event: "Post published" },
      against: "the four weeks before",
      none: "Nobody has commented in these eight weeks. The line starts with the first comment.",
    },
    posts: {
      title: "Posts per week",
      points: posts,
      names: { place: "Week", value: "Posts", before: "Before", event: "Posts" },
      against: "the twelve weeks before",
      none: "Nothing was published in these 24 weeks. The line starts with the first post.",
    },
  }[which];
  const [first, last] = [plot.points[0], plot.points.at(-1)];
  const silent = plot.points.every(({ value, before }) => value === 0 && !before);
  return (
    <section className="pan" aria-label={plot.title}>
      <header className="pan-h">
        <h2>{plot.title}</h2>
        <span className="legend" aria-hidden="true">
          <i className="line" />
          This period
          <i className="dash" />
          Before
          <StatusGlyph status="published" className="leg-w" />
          Post published
        </span>
        <span className="push" />
        <Segmented
          label="What is plotted"
          options={[
            { value: "comments", label: "Comments, 28 d" },
            { value: "posts", label: "Posts, 12 w" },
          ]}
          value={which}
          onChange={setWhich}
        />
      </header>
      {silent ? (
        <p className="dash-none">{plot.none}</p>
      ) : (
        <PlotFigure
          key={which}
          label={`${plot.title}, ${first?.label} to ${last?.label}, against ${plot.against}`}
          points={plot.points}
          names={plot.names}
        />
      )}
    </section>
  );
}
