import { FormMessage, Icon } from "@quoin/ui";
import type { Metadata } from "next";
import { firstOf, withQuery } from "../../addresses.ts";
import { api, publication } from "../../api.ts";
import { formatter } from "../../dates.ts";
import { door } from "@quoin/api/door";
import { InnerPage } from "../../frame/inner-page.tsx";
import { PageLink } from "../../frame/page-link.tsx";
import { Browse } from "../../search/browse.tsx";
import { NothingFound } from "../../search/nothing-found.tsx";
import { Results } from "../../search/results.tsx";
import { SearchKeySwitch } from "../../search/search-key-switch.tsx";

const longest = 200;

const queryOf = (value: string | string[] | undefined) =>
  (firstOf(value) ?? "").trim().slice(0, longest).toWellFormed().replaceAll("\0", "");

export async function generateMetadata({ searchParams }: PageProps<"/search">): Promise<Metadata> {
  const query = queryOf((await searchParams)["q"]);
  return {
    title: query ? `Search: ${query}` : "Search",
    robots: { index: false, follow: true },
  };
}

export default async function SearchPage({ searchParams }: PageProps<"/search">) {
  const params = await searchParams;
  const query = queryOf(params["q"]);
  return (
    <InnerPage className="wrap s-page">
      <div className="s-head">
        <form role="search" aria-label="Archive" className="s-form" action="/search">
          <label className="vh" htmlFor="sq">
            Search the archive
          </label>
          <Icon name="search" />
          <input
            id="sq"
            name="q"
            type="search"
            defaultValue={query}
            key={query}
            maxLength={longest}
            placeholder="Search"
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- an empty search page is its field
            autoFocus={query === ""}
          />
          {query && (
            <PageLink className="linkbtn" href="/search" aria-label="Clear">
              <Icon name="close" />
            </PageLink>
          )}
        </form>
        {query && <Answer query={query} cursor={firstOf(params["cursor"])} />}
        {!query && (
          <div className="s-line">
            <h1 className="vh">Search</h1>
            <p>Words in titles and texts. Spelling need not be exact.</p>
            <span className="push" />
            <SearchKeySwitch />
          </div>
        )}
      </div>
    </InnerPage>
  );
}

async function Answer({ query, cursor }: { query: string; cursor: string | undefined }) {
  const [answer, about] = await Promise.all([search(query, cursor), publication()]);
  if ("refusal" in answer) {
    return (
      <div className="s-line">
        <FormMessage tone="error" title="Not just now">
          {answer.refusal} <PageLink href={withQuery("/search", { q: query })}>Try again</PageLink>
        </FormMessage>
      </div>
    );
  }
  const { items, similar, nextCursor } = answer;
  const write = formatter(about);
  const count = `${items.length} ${items.length === 1 ? "post" : "posts"}`;
  const amount = nextCursor ? `The best ${count}` : count;
  return (
    <>
      <div className="s-line" role="status">
        <p>
          <b>{items.length === 0 ? "No posts" : cursor ? "More posts" : amount}</b> for{" "}
          <q>{query}</q>
        </p>
      </div>
      {items.length > 0 ? (
        <>
          <h1 className="vh">Results for {query}</h1>
          <h2 className="vh">Posts</h2>
          <div className="s-grid">
            <Browse />
            <Results found={answer} query={query} write={write} />
          </div>
        </>
      ) : (
        <NothingFound query={query} similar={similar} write={write} />
      )}
    </>
  );
}

/** What was found, or why it could not be looked for, in words for the reader. */
async function search(q: string, cursor: string | undefined) {
  const { post } = await api();
  try {
    return await post.search({ q, cursor });
  } catch (error) {
    const { code, message } = door().toAppError(error);
    if (code === "rate_limited" || code === "validation" || code === "unavailable")
      return { refusal: message };
    throw error;
  }
}
