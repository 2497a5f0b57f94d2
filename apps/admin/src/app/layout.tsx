import "./newsroom.css";

import { FontPreloads } from "@quoin/ui/fonts";
import { themeScript } from "@quoin/ui/theme";
import type { Metadata } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";

export const metadata: Metadata = {
  title: { default: "Newsroom", template: "%s · Newsroom" },
  robots: { index: false, follow: false },
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const given = await headers();
  return (
    // The script below may set a theme before React looks.
    <html lang="en" suppressHydrationWarning>
      <head>
        <script
          nonce={given.get("x-nonce") ?? undefined}
          suppressHydrationWarning
          // oxlint-disable-next-line react/no-danger -- our own constant; the policy knows its hash
          dangerouslySetInnerHTML={{ __html: themeScript }}
        />
        <FontPreloads />
      </head>
      <body className="admin">
        <a className="skip" href="#main">
          Skip to content
        </a>
        {children}
      </body>
    </html>
  );
}
