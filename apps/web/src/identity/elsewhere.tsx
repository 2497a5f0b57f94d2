import { ElsewhereLink } from "@quoin/ui";
import { door } from "@quoin/api/door";
import { withQuery } from "../addresses.ts";

/** The way to the provider where people may sign in too; nothing where there is none. */
export function Elsewhere({ redirectTo }: { redirectTo: string | undefined }) {
  const { elsewhere } = door().services.auth;
  if (!elsewhere) return null;
  return (
    <>
      <p className="or">
        <span>or</span>
      </p>
      <ElsewhereLink name={elsewhere.name} href={withQuery("/api/auth/oidc", { redirectTo })} />
    </>
  );
}
