import { formatDate } from "@quoin/ui";
import Link from "next/link";
import type { Summary } from "./figures.ts";

/** The drafts that were last worked on. */
export function Drafts({
  drafts,
  now,
  timeZone,
  locale,
}: {
  drafts: Summary["drafts"];
  now: Date;
  timeZone: string;
  locale: string;
}) {
  return (
    <section className="pan" aria-labelledby="drafts">
      <header className="pan-h">
        <h2 id="drafts">Drafts last worked on</h2>
        <span className="push" />
        <Link className="linkbtn" href="/posts?status=draft">
          All drafts
        </Link>
      </header>
      {drafts.length === 0 ? (
        <p className="dash-none">
          No drafts. <Link href="/posts/new">Start a post</Link>
        </p>
      ) : (
        <table className="tbl">
          <thead>
            <tr>
              <th scope="col">Post</th>
              <th scope="col" className="num">
                Words
              </th>
              <th scope="col">Author</th>
              <th scope="col">Edited</th>
            </tr>
          </thead>
          <tbody>
            {drafts.map(({ id, title, wordCount, authors, updatedAt }) => (
              <tr key={id}>
                <td className="t-title">
                  <Link href={`/posts/${id}`} prefetch={false}>
                    {title || "Untitled"}
                  </Link>
                </td>
                <td className="num">{wordCount.toLocaleString(locale)}</td>
                <td>{authors[0]?.name ?? "–"}</td>
                <td className="num">{formatDate(updatedAt, "day", { timeZone, now })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** What came out last, and what was said about it. */
export function Latest({
  posts,
  now,
  timeZone,
  locale,
}: {
  posts: readonly {
    readonly id: string;
    readonly title: string;
    readonly commentCount: number;
    readonly publishedAt: Date;
    readonly authors: readonly { readonly name: string }[];
  }[];
  now: Date;
  timeZone: string;
  locale: string;
}) {
  return (
    <section className="pan" aria-labelledby="latest">
      <header className="pan-h">
        <h2 id="latest">Latest posts</h2>
        <span className="push" />
        <Link className="linkbtn" href="/posts?status=published">
          All published
        </Link>
      </header>
      {posts.length === 0 ? (
        <p className="dash-none">Nothing is published yet.</p>
      ) : (
        <table className="tbl">
          <thead>
            <tr>
              <th scope="col">Post</th>
              <th scope="col" className="num">
                Comments
              </th>
              <th scope="col">Author</th>
              <th scope="col">Published</th>
            </tr>
          </thead>
          <tbody>
            {posts.map(({ id, title, commentCount, authors, publishedAt }) => (
              <tr key={id}>
                <td className="t-title">
                  <Link href={`/posts/${id}`} prefetch={false}>
                    {title}
                  </Link>
                </td>
                <td className="num">{commentCount.toLocaleString(locale)}</td>
                <td>{authors[0]?.name ?? "–"}</td>
                <td className="num">{formatDate(publishedAt, "day", { timeZone, now })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
