import { Skeleton } from "@quoin/ui";

/** The editor on its way: bar, title, lines. */
export function EditorLoading() {
  return (
    <div className="ed" aria-busy="true">
      <header className="ed-top">
        <Skeleton size="a" />
        <output className="vh">Opening the post</output>
      </header>
      <main id="main" className="ed-page" tabIndex={-1}>
        <div className="ed-doc ed-waiting">
          <Skeleton size="b" />
          <Skeleton size="c" />
          <Skeleton size="c" />
        </div>
      </main>
    </div>
  );
}
