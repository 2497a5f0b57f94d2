import { LockBar } from "@quoin/ui";
import { categoryPath, tagPath } from "../addresses.ts";
import { api, sections } from "../api.ts";
import { PageLink } from "./page-link.tsx";

const posts = (count: number) => (count === 1 ? "1 post" : `${count.toLocaleString("en")} posts`);

/** Beside a list: what there is, by section and by tag, and how to follow it. */
export async function Rail({ current }: { current?: string | undefined }) {
  const [all, tags] = await Promise.all([sections(), (await api()).tag.popular({ limit: 24 })]);
  const shown = all.filter((section) => section.postCount > 0);
  const most = Math.max(...shown.map((section) => section.postCount), 1);
  return (
    <aside className="home-side" aria-label="About the publication">
      {shown.length > 0 && (
        <section>
          <h2 className="sect">Sections</h2>
          <ul className="series">
            {shown.map(({ slug, name, postCount }) => (
              <li key={slug}>
                <PageLink
                  href={categoryPath(slug)}
                  aria-current={slug === current ? "page" : undefined}
                >
                  {name}
                </PageLink>
                <span>{posts(postCount)}</span>
                <LockBar value={postCount} max={most} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {tags.length > 0 && (
        <section>
          <h2 className="sect">
            <span>Often written about</span>
            <PageLink href="/tags">All tags</PageLink>
          </h2>
          <ul className="tag-list">
            {tags.map(({ slug, name }) => (
              <li key={slug}>
                <PageLink href={tagPath(slug)}>{name}</PageLink>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2 className="sect">By feed</h2>
        <p className="side-say">
          New posts come to any feed reader, whole and without a tracker:{" "}
          <a href="/feed.xml">RSS</a>, <a href="/atom.xml">Atom</a> or <a href="/feed.json">JSON</a>
          .
        </p>
      </section>
    </aside>
  );
}
