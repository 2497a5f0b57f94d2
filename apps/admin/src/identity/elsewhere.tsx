import { door } from "@quoin/api/door";
import { ElsewhereLink } from "@quoin/ui";
import { withQuery } from "../list/address.ts";

/** The way to the provider where people may sign in too; nothing where there is none. */
export function Elsewhere({ redirectTo }: { redirectTo: string | undefined }) {
  const { elsewhere } = door().services.auth;
  if (!elsewhere) return null;
  return (
    <p className="sign-elsewhere">
      <ElsewhereLink name={elsewhere.name} href={withQuery("/api/auth/oidc", { redirectTo })} />
    </p>
  );
}
