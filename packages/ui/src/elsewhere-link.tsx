import { ButtonLink } from "./button.tsx";

export interface ElsewhereLinkProps {
  /** What the provider is called. */
  name: string;
  /** Where the way to the provider begins. */
  href: string;
}

/** Leads to the provider where people may sign in too. A plain link: the way goes off this site. */
export function ElsewhereLink({ name, href }: ElsewhereLinkProps) {
  return (
    <ButtonLink variant="line" size="lg" wide rel="nofollow" href={href}>
      Continue with {name}
    </ButtonLink>
  );
}
