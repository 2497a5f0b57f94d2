import { type Heading, tocTree } from "./toc-tree.ts";
import { TocFollower } from "./toc-follower.tsx";

/** "On this page": open beside the text, folded above it on a phone. */
export function Toc({ headings, minutes }: { headings: readonly Heading[]; minutes: number }) {
  return (
    <nav className="toc" aria-labelledby="toc-title">
      <details className="fold">
        <summary>
          <h2 id="toc-title">On this page</h2>
        </summary>
        <ol>
          {tocTree(headings).map(({ id, text, parts }) => (
            <li key={id}>
              <a href={`#${id}`}>{text}</a>
              {parts.length > 0 && (
                <ol>
                  {parts.map((part) => (
                    <li key={part.id}>
                      <a href={`#${part.id}`}>{part.text}</a>
                    </li>
                  ))}
                </ol>
              )}
            </li>
          ))}
        </ol>
      </details>
      <p className="toc-left">{minutes} min</p>
      <TocFollower minutes={minutes} />
    </nav>
  );
}
