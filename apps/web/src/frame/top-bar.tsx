import { Icon } from "@quoin/ui";
import { categoryPath } from "../addresses.ts";
import { publication, sections, viewer } from "../api.ts";
import { AccountLinks } from "./account-links.tsx";
import { mainSections } from "./main-sections.ts";
import { PageLink } from "./page-link.tsx";
import { SearchBox } from "./search-box.tsx";

/** The head of every page but the front one. `current` is the slug of the section it belongs to. */
export async function TopBar({ current }: { current?: string | undefined }) {
  const [{ title, postCount }, all, user] = await Promise.all([
    publication(),
    sections(),
    viewer(),
  ]);
  const shown = all.filter((section) => section.postCount > 0);
  const linkTo = ({ slug, name }: { slug: string; name: string }) => (
    <PageLink
      key={slug}
      href={categoryPath(slug)}
      aria-current={slug === current ? "page" : undefined}
    >
      {name}
    </PageLink>
  );
  return (
    <header className="rd-top">
      <div className="wrap rd-top-in">
        <button
          type="button"
          className="iconbtn only-sm"
          aria-label="Open menu"
          popoverTarget="menu"
        >
          <Icon name="menu" />
        </button>
        <PageLink className="rd-name" href="/">
          {title}
        </PageLink>
        {shown.length > 0 && (
          <nav className="rd-nav" aria-label="Sections">
            {mainSections(shown, 6).map(linkTo)}
          </nav>
        )}
        <SearchBox postCount={postCount} />
        <PageLink className="iconbtn only-sm" href="/search" aria-label="Search">
          <Icon name="search" />
        </PageLink>
        <AccountLinks room="none" />
      </div>
      {/* A popover of the browser's own: it opens without script. */}
      <div className="rd-sheet" id="menu" popover="auto">
        <nav aria-label="Menu">
          <ul>
            <li>
              <PageLink href="/">Latest</PageLink>
            </li>
            {shown.map((section) => (
              <li key={section.slug}>{linkTo(section)}</li>
            ))}
            <li>
              <PageLink href="/archive">Archive</PageLink>
            </li>
            <li>
              <PageLink href="/tags">All tags</PageLink>
            </li>
            <li>
              {user ? (
                <PageLink href="/account">Account</PageLink>
              ) : (
                <PageLink href="/sign-in">Sign in</PageLink>
              )}
            </li>
          </ul>
        </nav>
        <button type="button" className="btn btn-line btn-lg" popoverTarget="menu">
          Close
        </button>
      </div>
    </header>
  );
}
