import { Icon } from "@quoin/ui";

/** The search field of a page's head: an ordinary form, with a key to reach it where script runs. */
export function SearchBox({ postCount }: { postCount: number }) {
  const posts = postCount === 1 ? "1 post" : `${postCount.toLocaleString("en")} posts`;
  return (
    <form className="searchbox" role="search" aria-label="Whole site" action="/search">
      <label className="vh" htmlFor="q">
        Search
      </label>
      <Icon name="search" />
      <input id="q" name="q" type="search" placeholder={`Search ${posts}`} maxLength={200} />
      <kbd className="needs-script" aria-hidden="true">
        /
      </kbd>
    </form>
  );
}
