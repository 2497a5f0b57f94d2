import { FormMessage } from "@quoin/ui/form-message";
import { signInPath } from "../addresses.ts";

/** Above a form that came back because the session of who sent it had ended; `back` is the page it stands on. */
export function SignedOut({ back }: { back: string }) {
  return (
    <FormMessage tone="error" title="You have been signed out">
      <p>
        What you wrote is still here.{" "}
        <a href={signInPath(back)} target="_blank">
          Sign in in a new tab
        </a>
        , then send it again.
      </p>
    </FormMessage>
  );
}
