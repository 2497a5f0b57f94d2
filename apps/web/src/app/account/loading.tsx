import { Skeleton } from "@quoin/ui";

/** While a signed-in reader's own page is on its way; it is of no use without an account anyway. */
export default function Loading() {
  return (
    <main id="main" className="wrap">
      <p className="vh" role="status">
        Loading your account
      </p>
      <div className="list-head" aria-hidden="true">
        <Skeleton size="a" />
        <Skeleton size="b" />
        <Skeleton size="c" />
      </div>
    </main>
  );
}
