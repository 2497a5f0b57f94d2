import { Mark } from "@quoin/ui";
import type { ReactNode } from "react";
import { InnerPage } from "../frame/inner-page.tsx";

/** Two columns with the mark between them: what one came for, and what else there is. */
export function IdentityPage({
  kicker,
  title,
  say,
  beside,
  children,
}: {
  kicker: string;
  title: string;
  say: ReactNode;
  beside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <InnerPage className={beside ? "wrap sign" : "wrap sign sign-alone"}>
      <section className="sign-col" aria-labelledby="sign-title">
        <p className="kicker">{kicker}</p>
        <h1 id="sign-title">{title}</h1>
        <p className="say">{say}</p>
        {children}
      </section>
      {beside && (
        <>
          <div className="sign-rule" aria-hidden="true">
            <Mark />
          </div>
          <section className="sign-col sign-beside">{beside}</section>
        </>
      )}
    </InnerPage>
  );
}
