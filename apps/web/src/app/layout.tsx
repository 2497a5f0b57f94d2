import "./site.css";

import { FontPreloads } from "@quoin/ui/fonts";
import { themeScript } from "@quoin/ui/theme";
import { ActingBar } from "@quoin/ui";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { actedAs, publication, webUrl } from "../api.ts";
import { Footer } from "../frame/footer.tsx";
import { SearchKey } from "../frame/search-key.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const { title, tagline, description } = await publication();
  return {
    metadataBase: new URL(webUrl()),
    title: { default: tagline ? `${title}: ${tagline}` : title, template: `%s · ${title}` },
    description: description || tagline,
    applicationName: title,
    generator: "Quoin",
    openGraph: { siteName: title, type: "website" },
    alternates: {
      types: {
        "application/rss+xml": [{ url: "/feed.xml", title }],
        "application/atom+xml": [{ url: "/atom.xml", title }],
        "application/feed+json": [{ url: "/feed.json", title }],
      },
    },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fcfdfc" },
    { media: "(prefers-color-scheme: dark)", color: "#101415" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [{ locale }, given, acted] = await Promise.all([publication(), headers(), actedAs()]);
  return (
    // The script below may set a theme before React looks.
    <html lang={locale} suppressHydrationWarning>
      <head>
        <script
          nonce={given.get("x-nonce") ?? undefined}
          suppressHydrationWarning
          // oxlint-disable-next-line react/no-danger -- our own constant
          dangerouslySetInnerHTML={{ __html: themeScript }}
        />
        <FontPreloads />
      </head>
      <body className="reader">
        <a className="skip" href="#main">
          Skip to content
        </a>
        {children}
        <Footer />
        <SearchKey />
        {acted && <ActingBar name={acted.name} returnTo="/" />}
      </body>
    </html>
  );
}
