import { Mark, OxfordRule } from "@quoin/ui";
import { ThemeSwitch } from "@quoin/ui/theme-switch";
import type { ReactNode } from "react";
import { publication, webUrl } from "../api.ts";

/** A page before the newsroom: what one came for, the mark, and what else there is. */
export async function IdentityPage({
  kicker,
  title,
  say,
  beside,
  children,
}: {
  kicker: string;
  title: string;
  say: string;
  beside?: ReactNode;
  children: ReactNode;
}) {
  const { title: name } = await publication();
  return (
    <div className="gate">
      <header className="gate-top">
        <a href={webUrl()}>{name}</a>
        <span>Newsroom</span>
      </header>
      <main id="main" className={beside ? "sign" : "sign sign-alone"} tabIndex={-1}>
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
            <section className="sign-col" aria-labelledby="beside-title">
              {beside}
            </section>
          </>
        )}
      </main>
      <footer className="gate-foot">
        <OxfordRule />
        <div>
          <span>
            <Mark />
            Locked up with Quoin
          </span>
          <ThemeSwitch />
        </div>
      </footer>
    </div>
  );
}
