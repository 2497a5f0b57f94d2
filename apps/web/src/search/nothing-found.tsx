import type { Outputs } from "@quoin/client";
import { ButtonLink } from "@quoin/ui";
import { withQuery } from "../addresses.ts";
import { api } from "../api.ts";
import type { WriteDate } from "../dates.ts";
import { PageLink } from "../frame/page-link.tsx";
import { Entry } from "../post/entry.tsx";
import { EmptyDrawer } from "./empty-drawer.tsx";
import { wordsToTry } from "./words.ts";

/** Nothing answers: what is spelled alike, which words alone would find something, and where else to look. */
export async function NothingFound({
  query,
  similar,
  write,
}: {
  query: string;
  similar: Outputs["post"]["search"]["similar"];
  write: WriteDate;
}) {
  if (similar.length > 0) {
    return (
      <section className="s-similar" aria-labelledby="similar">
        <h1 className="sect" id="similar">
          Did you mean one of these?
        </h1>
        <ol className="index">
          {similar.map((post) => (
            <Entry key={post.id} post={post} write={write} />
          ))}
        </ol>
      </section>
    );
  }
  const { post } = await api();
  const alone = await Promise.all(
    wordsToTry(query).map(async (q) => {
      const { items } = await post.search({ q, limit: 1 });
      return items.length > 0 ? [q] : [];
    }),
  );
  const words = alone.flat();
  return (
    <div className="empty empty-lg">
      <EmptyDrawer query={query} />
      <h1>That drawer is empty</h1>
      <p>
        {words.length > 0
          ? "No post uses all of these words. Some of them alone find something."
          : "No post uses these words. Fewer or other words may find what you mean."}
      </p>
      {words.length > 0 && (
        <p className="try">
          {words.map((word) => (
            <ButtonLink
              as={PageLink}
              key={word}
              variant="line"
              size="lg"
              href={withQuery("/search", { q: word })}
            >
              {word}
            </ButtonLink>
          ))}
        </p>
      )}
      <p className="fine">
        Or browse the <PageLink href="/archive">archive by month</PageLink> or{" "}
        <PageLink href="/tags">all tags</PageLink>.
      </p>
    </div>
  );
}
