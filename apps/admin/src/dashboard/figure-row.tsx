import { Delta, Stat } from "@quoin/ui";
import { changeOf, type Summary } from "./figures.ts";

/** The row of figures at the head, each beside what it was before. */
export function FigureRow({ summary, locale }: { summary: Summary; locale: string }) {
  const { publishedPerWeek, commentsPerDay, readers, posts } = summary;
  const write = (figure: number) => figure.toLocaleString(locale);
  const inWork = posts.draft + posts.scheduled;
  return (
    <section
      className={readers ? "stats four" : "stats three"}
      aria-label="Figures of the last weeks"
    >
      <Stat
        label="Posts published"
        value={write(publishedPerWeek.total)}
        trend={publishedPerWeek.current.map(({ count }) => count)}
        delta={
          <Delta
            {...changeOf(publishedPerWeek.total, publishedPerWeek.previousTotal)}
            against="on the 12 weeks before"
          />
        }
      />
      <Stat
        label="Comments"
        value={write(commentsPerDay.total)}
        trend={commentsPerDay.current.map(({ count }) => count)}
        delta={
          <Delta
            {...changeOf(commentsPerDay.total, commentsPerDay.previousTotal)}
            against="on the 28 days before"
          />
        }
      />
      {readers && (
        <Stat
          label="Readers joined"
          value={write(readers.joined)}
          delta={
            <Delta
              {...changeOf(readers.joined, readers.previouslyJoined)}
              against={`on the 28 days before; ${write(readers.total)} in all`}
            />
          }
        />
      )}
      <Stat
        label="Posts in work"
        value={write(inWork)}
        tone="quiet"
        delta={
          <span className="delta">
            <i>
              {write(posts.draft)} {posts.draft === 1 ? "draft" : "drafts"},{" "}
              {write(posts.scheduled)} scheduled, {write(posts.published)} out
            </i>
          </span>
        }
      />
    </section>
  );
}
