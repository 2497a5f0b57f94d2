import { dirname } from "node:path";

const repository = dirname(dirname(import.meta.dirname));

// In JavaScript, so that no compiler is loaded into the running server to read it.
/** @type {import("next").NextConfig} */
const config = {
  // Workspace packages are TypeScript source.
  transpilePackages: ["@quoin/api", "@quoin/client", "@quoin/log", "@quoin/server", "@quoin/ui"],
  outputFileTracingRoot: repository,
  turbopack: { root: repository },
  // `pnpm typecheck` does it, tests included.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  // `proxy.ts` sees to it, so that an old address with a slash is one hop too.
  skipTrailingSlashRedirect: true,
  // Our server compresses once and remembers the result.
  compress: false,
  // Titles belong into <head> for everyone, not only for robots.
  htmlLimitedBots: /.*/,
  rewrites: async () => ({
    beforeFiles: [{ source: "/posts/:slug([^/]+)\\.md", destination: "/posts/:slug/markdown" }],
    afterFiles: [],
    fallback: [],
  }),
};

export default config;
