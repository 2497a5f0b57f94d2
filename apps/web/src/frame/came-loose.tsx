/**
 * What a page shows in the place of what failed. It goes to every reader's browser in case it is
 * needed, so it is markup alone.
 */
export function CameLoose({
  title,
  reference,
  retry,
  children,
}: {
  title: string;
  /** Where to look in the log. */
  reference?: string | null;
  retry: () => void;
  children: string;
}) {
  return (
    <main id="main" className="wrap">
      <div className="empty empty-lg">
        <span className="errmark">
          <svg className="wedge" viewBox="0 0 16 12" aria-hidden="true">
            <path
              d="M1.6 1.6h12.8v1.7L1.6 7.3zM1.6 10.3l12.8-4v4.1z"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.1"
              strokeLinejoin="round"
            />
          </svg>
        </span>
        <h1>{title}</h1>
        <p>{children}</p>
        {reference && <pre className="trace">{reference}</pre>}
        <div className="try">
          <button type="button" className="btn btn-ink btn-lg" onClick={retry}>
            Try again
          </button>
          <a className="btn btn-line btn-lg" href="/">
            Latest posts
          </a>
        </div>
      </div>
    </main>
  );
}
