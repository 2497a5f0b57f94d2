import { Icon, OxfordRule } from "@quoin/ui";
import { categoryPath } from "../addresses.ts";
import { publication, sections } from "../api.ts";
import { formatter } from "../dates.ts";
import { AccountLinks } from "./account-links.tsx";
import { mainSections } from "./main-sections.ts";
import { PageLink } from "./page-link.tsx";
import { SearchBox } from "./search-box.tsx";

/** The head of the front page: today, the nameplate, and the sections. */
export async function Masthead({ isFirstPage }: { isFirstPage: boolean }) {
  const [{ title, tagline, postCount, ...place }, all] = await Promise.all([
    publication(),
    sections(),
  ]);
  return (
    <header className="mast">
      <div className="wrap">
        <div className="mast-util">
          <span className="mast-date">{formatter(place)(new Date(), "weekday")}</span>
          <SearchBox postCount={postCount} />
          <span className="mast-acts">
            <PageLink className="iconbtn only-sm" href="/search" aria-label="Search">
              <Icon name="search" />
            </PageLink>
            <AccountLinks room="one" />
          </span>
        </div>
        <div className="mast-plate">
          <p className="nameplate">
            <PageLink href="/">{title}</PageLink>
          </p>
          {tagline && <p className="mast-tag">{tagline}</p>}
        </div>
        <OxfordRule />
        <nav className="mast-nav" aria-label="Sections">
          <PageLink href="/" aria-current={isFirstPage ? "page" : undefined}>
            Latest
          </PageLink>
          {mainSections(all, 7).map(({ slug, name }) => (
            <PageLink key={slug} href={categoryPath(slug)}>
              {name}
            </PageLink>
          ))}
          <span className="push" />
          <PageLink className="hide-sm" href="/archive">
            Archive
          </PageLink>
          <a className="hide-sm" href="#feeds">
            <Icon name="feed" />
            Feeds
          </a>
        </nav>
      </div>
    </header>
  );
}
