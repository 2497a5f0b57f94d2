import { Icon, Mark, OxfordRule } from "@quoin/ui";
import { ThemeSwitch } from "@quoin/ui/theme-switch";
import { publication, viewer } from "../api.ts";
import { PageLink } from "./page-link.tsx";

/** The foot of every page. */
export async function Footer() {
  const [{ title, tagline, description, signUpOpen }, user] = await Promise.all([
    publication(),
    viewer(),
  ]);
  return (
    <footer className="rd-foot">
      <div className="wrap">
        <OxfordRule />
        <div className="foot-grid">
          <div>
            <p className="foot-name">{title}</p>
            <p className="foot-say">{description || tagline}</p>
          </div>
          <nav aria-labelledby="feeds">
            <h2 id="feeds">Feeds</h2>
            <ul>
              <li>
                <a href="/feed.xml">
                  <Icon name="feed" />
                  Everything <span className="fmt">RSS</span>
                </a>
              </li>
              <li>
                <a href="/atom.xml">
                  <Icon name="feed" />
                  Everything <span className="fmt">Atom</span>
                </a>
              </li>
              <li>
                <a href="/feed.json">
                  <Icon name="braces" />
                  Everything <span className="fmt">JSON Feed</span>
                </a>
              </li>
            </ul>
          </nav>
          <nav aria-labelledby="foot-read">
            <h2 id="foot-read">Read</h2>
            <ul>
              <li>
                <PageLink href="/archive">Archive by month</PageLink>
              </li>
              <li>
                <PageLink href="/tags">All tags</PageLink>
              </li>
              <li>
                <PageLink href="/search">Search</PageLink>
              </li>
            </ul>
          </nav>
          <nav aria-labelledby="foot-readers">
            <h2 id="foot-readers">Readers</h2>
            <ul>
              {user ? (
                <li>
                  <PageLink href="/account">Your account</PageLink>
                </li>
              ) : (
                <>
                  <li>
                    <PageLink href="/sign-in">Sign in</PageLink>
                  </li>
                  {signUpOpen && (
                    <li>
                      <PageLink href="/sign-up">Create an account</PageLink>
                    </li>
                  )}
                </>
              )}
            </ul>
          </nav>
        </div>
        <div className="colophon">
          <span>
            <Mark />
            Locked up with Quoin
          </span>
          <span>Source Serif 4 &amp; Hanken Grotesk</span>
          <ThemeSwitch />
        </div>
      </div>
    </footer>
  );
}
