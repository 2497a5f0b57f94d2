import { categoryPath } from "../addresses.ts";
import { sections } from "../api.ts";
import { PageLink } from "../frame/page-link.tsx";

/** Beside what a search found: the sections, for those who would rather look around. */
export async function Browse() {
  const filled = (await sections()).filter(({ postCount }) => postCount > 0);
  return (
    <aside className="filters browse" aria-label="Browse instead">
      <details open>
        <summary>Sections</summary>
        <ul>
          {filled.map(({ slug, name, postCount }) => (
            <li key={slug}>
              <PageLink href={categoryPath(slug)}>{name}</PageLink>
              <span>{postCount}</span>
            </li>
          ))}
        </ul>
      </details>
    </aside>
  );
}
