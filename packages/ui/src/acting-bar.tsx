import { Button } from "./button.tsx";

export interface ActingBarProps {
  /** Whom the admin acts as. */
  name: string;
  /** The page to be on afterwards. */
  returnTo: string;
}

/**
 * Says on every page that an admin acts as somebody else, and ends it. A plain form: it works without
 * script, and what the page had remembered for the other person goes with the page.
 */
export function ActingBar({ name, returnTo }: ActingBarProps) {
  return (
    <aside className="acting" aria-label="Acting as somebody else">
      <p>
        You act as <b>{name}</b>. What you do is noted under both names.
      </p>
      <form method="post" action="/api/auth/impersonate/stop">
        <input type="hidden" name="redirectTo" value={returnTo} />
        <Button type="submit" variant="line">
          Stop
        </Button>
      </form>
    </aside>
  );
}
