import { Button, ButtonLink, EmptyState } from "@quoin/ui";
import { signOut } from "../identity/actions.ts";

/** For readers who found the newsroom's door: it is not theirs, and here is where theirs is. */
export function NoAccess({ name, title, site }: { name: string; title: string; site: string }) {
  return (
    <main id="main" className="outside" tabIndex={-1}>
      <EmptyState
        size="page"
        seed="newsroom door"
        title="The newsroom is for writers"
        actions={
          <>
            <ButtonLink size="lg" href={site}>
              Read {title}
            </ButtonLink>
            <form action={signOut}>
              <Button type="submit" variant="line" size="lg">
                Sign out
              </Button>
            </form>
          </>
        }
        note="Somebody who should write here can be made an author by an admin, under Users."
      >
        You are signed in as {name}, a reader. Reading and commenting are open to you on the site.
      </EmptyState>
    </main>
  );
}
