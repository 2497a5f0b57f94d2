import type { door } from "@quoin/api/door";
import { Badge, ButtonLink, FormMessage } from "@quoin/ui";
import type { WriteDate } from "../dates.ts";
import { PageLink } from "../frame/page-link.tsx";

type Auth = ReturnType<typeof door>["services"]["auth"];

/** Whether signing in asks for a code, and where that is changed. */
export function TwoFactorSummary({
  state,
  write,
  done,
}: {
  state: Awaited<ReturnType<Auth["twoFactor"]>>;
  write: WriteDate;
  done: string | null;
}) {
  return (
    <div className="a-form">
      {done && !state?.enabled && <FormMessage tone="ok">{done}</FormMessage>}
      {state?.enabled ? (
        <p>
          <Badge tone="verdigris">On</Badge>
          {state.since && ` since ${write(state.since, "day")}`}, with{" "}
          {state.recoveryCodesLeft === 1
            ? "1 recovery code"
            : `${state.recoveryCodesLeft} recovery codes`}{" "}
          left.
        </p>
      ) : (
        <p>Your password alone signs you in. A code from an app on your phone guards it better.</p>
      )}
      <div>
        <ButtonLink as={PageLink} variant="line" size="lg" href="/account/two-factor">
          {state?.enabled ? "Change" : "Set up codes"}
        </ButtonLink>
      </div>
    </div>
  );
}
